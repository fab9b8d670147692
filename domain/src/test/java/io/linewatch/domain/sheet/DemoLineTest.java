package io.linewatch.domain.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.wire.Topics;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoLineTest {
  @Test
  void theExampleSheetHasNoProblems() {
    assertThat(PlantSheetYaml.check(Sheets.text("demo-line.yaml"))).isEmpty();
  }

  @Test
  void yamlToCsvToYamlLosesNothing() {
    PlantSheet sheet = Sheets.demoLine();

    PlantSheet back = Sheets.value(PlantSheetCsv.read(PlantSheetCsv.write(sheet)));

    assertThat(back).isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetYaml.read(PlantSheetYaml.write(back)))).isEqualTo(sheet);
  }

  @Test
  void itCompilesToADocumentThatTravels() {
    DesiredState state =
        DesiredStateCompiler.compile(Sheets.demoLine(), "gw-1", 1, Instant.EPOCH, "test");

    assertThat(state.assets()).hasSize(3);
    assertThat(state.channels()).hasSize(15);
    assertThat(state.policies()).hasSize(9);
    assertThat(Topics.DESIRED.codec().decode(Topics.DESIRED.codec().encode(state)))
        .isEqualTo(state);
  }
}
