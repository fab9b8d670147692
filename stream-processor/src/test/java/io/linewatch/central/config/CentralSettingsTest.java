package io.linewatch.central.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.central.fixture.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralSettingsTest {
  @TempDir private Path dir;
  private CentralFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = CentralFolder.in(dir, "127.0.0.1:9092", "jdbc:postgresql://127.0.0.1/linewatch");
  }

  private List<String> problemsWith(String text, String instead) throws IOException {
    String yaml = Files.readString(folder.config());
    assertThat(yaml).contains(text);
    Path file = folder.write("wrong.yaml", yaml.replace(text, instead));
    CentralSettings.Reading reading = CentralSettings.read(file);
    assertThat(reading.settings() == null).isEqualTo(!reading.problems().isEmpty());
    return reading.problems();
  }

  @Test
  void filesAreRelativeToTheConfigurationsFolder() {
    CentralSettings settings =
        Objects.requireNonNull(CentralSettings.read(folder.config()).settings());
    assertThat(settings.stateDir()).isEqualTo(dir.resolve("state"));
    assertThat(settings.databasePassword()).isEqualTo("postgres");
    assertThat(settings.siteSecret()).isEqualTo(Plant.siteSecret());
    assertThat(settings.kafkaProperties())
        .containsEntry("bootstrap.servers", "127.0.0.1:9092")
        .containsEntry("request.timeout.ms", "2000");
    assertThat(settings.config().kafka().partitionCount()).isEqualTo(2);
    assertThat(settings.config().kafka().replicationFactor()).isEqualTo((short) 1);
  }

  @Test
  void aMissingPasswordFileDoesNotHideAWrongSecret() throws IOException {
    folder.write("site.secret", "abcdef");
    assertThat(problemsWith("db.password", "no.password"))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("database.passwordFile"))
        .anySatisfy(problem -> assertThat(problem).contains("siteSecretFile", "64 hexadecimal"));
  }

  @Test
  void aSecretFileThatIsMissingIsOneProblemNotTwo() throws IOException {
    assertThat(problemsWith("site.secret", "none.secret"))
        .singleElement()
        .asString()
        .contains("cannot be read");
  }

  @Test
  void aSecretMustBeHexadecimalAndOfTheRightLength() throws IOException {
    for (String wrong : List.of("", "zz".repeat(32), "ab".repeat(31), "ab".repeat(33))) {
      folder.write("site.secret", wrong);
      assertThat(CentralSettings.read(folder.config()).problems()).as(wrong).hasSize(1);
    }
  }

  @Test
  void allThatIsWrongWithTheConsoleIsSaidAtOnce() throws IOException {
    assertThat(
            problemsWith(
                "{ host: 127.0.0.1, port: 0, publicUrl: \"http://127.0.0.1:8080\" }",
                "{ host: 0.0.0.0, port: 70000, publicUrl: \"ht tp://x\" }"))
        .singleElement()
        .asString()
        .contains("console", "port must be", "publicUrl must be", "TLS proxy");
  }

  @Test
  void problemsOfSeveralPartsComeTogetherWithTheNearestKey() throws IOException {
    Path file =
        folder.write(
            "wrong.yaml",
            Files.readString(folder.config())
                .replace("site: demo", "sight: demo")
                .replace("partitions: 2", "partitions: 5000\n  replication: 99")
                .replace("user: postgres", "usr: postgres"));
    List<String> problems = CentralSettings.read(file).problems();
    assertThat(String.join("\n", problems))
        .contains("sight", "site", "usr", "user", "partitions must be", "replication must be");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    assertThat(CentralSettings.read(dir.resolve("none.yaml")).problems())
        .singleElement()
        .asString()
        .contains("cannot be read");
  }
}
