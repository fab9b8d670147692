package io.linewatch.model.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.format.ModelSpec.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
  private static final String SPEC =
      new String(StrictJson.write(Specs.of(10, List.of(Feature.MEAN), List.of(0, 5))), UTF_8);

  @ParameterizedTest
  @CsvSource({
    "'\"cause\" : \"\"', '\"cause\" : null', defaultPolicy.cause is null",
    "'\"unit\" : \"mm/s\"', '\"unit\" : null', inputs[0].unit is null",
    "'\"description\" : \"a test\"', '\"description\" : null', description is null",
    "'\"spe\" : \"spe\"', '\"spe\" : null', outputs.spe is null"
  })
  void whatMustBeThereMayNotBeNull(String right, String wrong, String reason) {
    assertThat(SPEC).contains(right);

    assertThatThrownBy(() -> read(SPEC.replaceFirst(right.replace("/", "\\/"), wrong)))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining(reason);
  }

  @Test
  void whatMayBeNullMay() throws Exception {
    assertThat(SPEC).contains("\"reAlarm\" : null");
    assertThat(read(SPEC).defaultPolicy().reAlarm()).isNull();
  }

  @Test
  void aLagThatOverflowsIsBeyondTheBound() {
    assertThat(SPEC).contains("[ 0, 5 ]");

    assertThatThrownBy(() -> read(SPEC.replace("[ 0, 5 ]", "[ 0, 2147483647 ]")))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("window and lags together");
  }

  @Test
  void aRefusalIsShortHoweverLongWhatItRefuses() {
    assertThatThrownBy(() -> read(SPEC.replace("normal-running", "x".repeat(50_000))))
        .isInstanceOf(ModelRefused.class)
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1_100));
  }

  @Test
  void aGoldenSampleThatIsNotFiniteIsRefused() {
    String golden =
        "{\"version\":1,\"tolerance\":1e-4,\"samples\":[{\"features\":[1e39],\"score\":1,\"t2\":1,"
            + "\"spe\":1,\"contributions\":[1]}]}";

    assertThatThrownBy(
            () -> StrictJson.read("golden.json", golden.getBytes(UTF_8), GoldenSamples.class))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("not finite");
  }

  @Test
  void aPackageWhoseNameIsNullHasNone(@TempDir Path root) throws Exception {
    OciLayout layout = OciLayout.open(root);
    Files.writeString(
        root.resolve("index.json"),
        "{\"manifests\":[{\"digest\":\"sha256:%s\",\"size\":1,".formatted("3f".repeat(32))
            + "\"annotations\":{\"org.opencontainers.image.ref.name\":null}}],\"schemaVersion\":2}");

    assertThat(layout.newest("normal-running")).isNull();
    assertThat(layout.list()).extracting(OciLayout.IndexEntry::name).containsExactly("");
  }

  private static ModelSpec read(String json) throws ModelRefused {
    return StrictJson.read("linewatch.json", json.getBytes(UTF_8), ModelSpec.class);
  }
}
