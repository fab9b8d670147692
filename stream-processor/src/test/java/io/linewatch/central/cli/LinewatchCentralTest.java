package io.linewatch.central.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people call them, on a real broker and a real database. */
class LinewatchCentralTest {
  private static final String NOWHERE = "127.0.0.1:9";

  @TempDir private static Path broker;
  private static TestKafka kafka;
  @TempDir private Path dir;
  private CentralFolder folder;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = TestKafka.start(broker);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void writeFolder() throws IOException {
    TestDatabase.empty();
    folder = CentralFolder.in(dir, kafka.bootstrap(), TestDatabase.url());
  }

  private CommandLineRun plant(String command, Path file) {
    return CommandLineRun.of("plant", command, "--config", folder.config(), file);
  }

  @Test
  void plantCheckNeedsNoConfiguration() throws IOException {
    CommandLineRun yaml = CommandLineRun.of("plant", "check", folder.sheet());
    assertThat(yaml.code()).as(yaml.err()).isZero();
    assertThat(yaml.out()).contains("good; 1 assets, 1 limits");

    var sheet = PlantSheetYaml.read(Files.readString(folder.sheet())).value();
    Path csv = folder.write("plant.csv", PlantSheetCsv.write(Objects.requireNonNull(sheet)));
    assertThat(CommandLineRun.of("plant", "check", csv).code()).isZero();
  }

  @Test
  void plantCheckSaysEveryProblemOfSheetAndConfigurationAtOnce() throws IOException {
    String sheet =
        Files.readString(folder.sheet())
            .replace("assetClass: pump, criticality", "assetClass: pmup, criticality")
            .replace("severity: HIGH", "severity: HUGE");
    Path wrong = folder.write("wrong.yaml", sheet);
    folder.write("site.secret", "abc");
    CommandLineRun run = plant("check", wrong);
    assertThat(run.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(run.err()).contains("wrong.yaml", "HUGE", "siteSecretFile", "central.yaml");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aSheetThatIsNotThereIsSaidSo() {
    for (String command : new String[] {"check", "diff", "apply"}) {
      CommandLineRun run = plant(command, dir.resolve("nothing.yaml"));
      assertThat(run.code()).as(command).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
      assertThat(run.err()).contains("nothing.yaml").doesNotContain("\tat ");
    }
  }

  @Test
  void aSheetIsAppliedAndComparedAndExportedWithoutLossAsYamlAndAsCsv() throws IOException {
    assertThat(plant("diff", folder.sheet()).out()).contains("against version 0:", "pump");
    CommandLineRun applied = plant("apply", folder.sheet());
    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(applied.out()).contains("version 1 is in force", "gw-1");
    assertThat(plant("diff", folder.sheet()).out()).contains("against version 1:", "no difference");

    for (String name : new String[] {"out.yaml", "out.csv"}) {
      Path file = dir.resolve(name);
      assertThat(plant("export", file).code()).isZero();
      assertThat(plant("diff", file).out()).as(name).contains("no difference");
    }

    String higher = Files.readString(folder.sheet()).replace("value: 4.5", "value: 5.5");
    Path changed = folder.write("changed.yaml", higher);
    assertThat(plant("diff", changed).out()).contains("5.5").doesNotContain("no difference");
    assertThat(plant("apply", changed).out()).contains("version 2");
  }

  @Test
  void aWrongSheetIsNotApplied() throws IOException {
    Path wrong =
        folder.write("wrong.yaml", Files.readString(folder.sheet()).replace("4.5", "high"));
    assertThat(plant("apply", wrong).code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(plant("diff", folder.sheet()).out()).contains("against version 0:");
  }

  @Test
  void topicsAreCreatedOnceAndAnotherCountIsRefused() throws IOException {
    CommandLineRun first = CommandLineRun.of("topics", "apply", "--config", folder.config());
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out().lines()).hasSize(Topics.all().size());
    CommandLineRun again = CommandLineRun.of("topics", "apply", "--config", folder.config());
    assertThat(again.code()).isZero();
    assertThat(again.out().lines()).allMatch(line -> line.contains("there"));

    String three = Files.readString(folder.config()).replace("partitions: 2", "partitions: 3");
    Path other = folder.write("three.yaml", three);
    CommandLineRun refused = CommandLineRun.of("topics", "apply", "--config", other);
    assertThat(refused.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(refused.err().lines()).hasSize(Topics.all().size());
    assertThat(refused.err()).contains("set kafka.partitions to 2");
  }

  @Test
  void aBrokerThatIsAwayIsUnavailableAndABrokenAddressIsBadConfiguration() throws IOException {
    CentralFolder away = CentralFolder.in(dir.resolve("away"), NOWHERE, TestDatabase.url());
    CommandLineRun run = CommandLineRun.of("topics", "apply", "--config", away.config());
    assertThat(run.code()).as(run.err()).isEqualTo(LinewatchCentral.UNAVAILABLE);
    assertThat(run.err()).contains("Kafka").doesNotContain("\tat ");

    CentralFolder broken = CentralFolder.in(dir.resolve("broken"), "nonsense", "jdbc:none");
    CommandLineRun bad = CommandLineRun.of("topics", "apply", "--config", broken.config());
    assertThat(bad.code()).as(bad.err()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
  }

  @Test
  void aDatabaseThatIsAwayIsUnavailable() throws IOException {
    CentralFolder away =
        CentralFolder.in(dir.resolve("away"), NOWHERE, "jdbc:postgresql://" + NOWHERE + "/x");
    CommandLineRun run =
        CommandLineRun.of("plant", "apply", "--config", away.config(), away.sheet());
    assertThat(run.code()).as(run.err()).isEqualTo(LinewatchCentral.UNAVAILABLE);
    assertThat(run.err()).contains("schema").doesNotContain("\tat ");
  }

  @Test
  void everyProblemOfTheConfigurationIsPrintedWithItsPlace() throws IOException {
    Path config =
        folder.write(
            "wrong.yaml",
            Files.readString(folder.config())
                .replace("stateDir:", "stateDri:")
                .replace("partitions: 2", "partitions: 0"));
    CommandLineRun run = CommandLineRun.of("run", "--config", config);
    assertThat(run.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(run.err()).contains("stateDri", "stateDir", "partitions must be 1 to 1024");
  }

  @Test
  void usersAreAddedAndGetLinks() throws IOException {
    Path password = folder.write("p", "correct horse battery\n");
    CommandLineRun added =
        CommandLineRun.of(
            "user",
            "add",
            "mei",
            "--role",
            "operator",
            "--password-file",
            password,
            "--config",
            folder.config());
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out()).contains("user mei has role operator");
    CommandLineRun link = CommandLineRun.of("user", "link", "mei", "--config", folder.config());
    assertThat(link.code()).isZero();
    assertThat(link.out()).startsWith("http://127.0.0.1:8080/").contains("#");
  }

  @Test
  void usersThatMakeNoSenseAreRefused() throws IOException {
    Path shortPassword = folder.write("short", "abc\n");
    assertThat(
            CommandLineRun.of("user", "add", "a b", "--role", "boss", "--config", folder.config()))
        .satisfies(run -> assertThat(run.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION))
        .satisfies(run -> assertThat(run.err()).contains("viewer, operator, engineer or admin"));
    for (Path file : new Path[] {shortPassword, dir.resolve("none")}) {
      CommandLineRun run =
          CommandLineRun.of(
              "user",
              "add",
              "li",
              "--role",
              "viewer",
              "--password-file",
              file,
              "--config",
              folder.config());
      assertThat(run.code()).as(run.err()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    }
    CommandLineRun link = CommandLineRun.of("user", "link", "nobody", "--config", folder.config());
    assertThat(link.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(link.err()).contains("there is no user 'nobody'", "user add");
  }
}
