package io.linewatch.domain.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantSheetDiffTest {
  @Test
  void equalSheetsDifferInNothing() {
    assertThat(PlantSheetDiff.between(Sheets.demoLine(), Sheets.demoLine())).isEmpty();
  }

  @Test
  void aChangedCellIsOneLineWithOldAndNew() {
    assertThat(changed("value: 2.8", "value: 3"))
        .containsExactly("~ limit class pump vibration_rms MEDIUM above: value 2.8 → 3");
    assertThat(
            changed(
                "onDelay: 10s\n    offDelay: 20s\n    deadBand: 0.2",
                "offDelay: 20s\n    deadBand: 0.2"))
        .containsExactly("~ limit class pump vibration_rms MEDIUM above: onDelay 10s → nothing");
    assertThat(changed("Feed pump P-101", "Pump one"))
        .containsExactly("~ asset demo/hall-1/line-1/pump-101: name Feed pump P-101 → Pump one");
  }

  @Test
  void addedAndRemovedRowsAreOneLineEach() {
    PlantSheet sheet = Sheets.demoLine();
    PlantSheet more = sheet.withModel(sheet.assets().getFirst().asset(), "normal", "sha256:00");

    assertThat(PlantSheetDiff.between(sheet, more))
        .containsExactly("+ model demo/hall-1/line-1/pump-101 normal: digest sha256:00");
    assertThat(PlantSheetDiff.between(more, sheet))
        .containsExactly("- model demo/hall-1/line-1/pump-101 normal");
  }

  @Test
  void theOrderOfRowsSaysNothing() {
    PlantSheet sheet = Sheets.demoLine();
    List<LimitRow> reversed = new ArrayList<>(sheet.limits());
    Collections.reverse(reversed);
    PlantSheet other =
        new PlantSheet(
            sheet.site(),
            sheet.gateways(),
            sheet.classes(),
            sheet.assets(),
            sheet.channels(),
            reversed,
            sheet.models(),
            sheet.sources());

    assertThat(PlantSheetDiff.between(sheet, other)).isEmpty();
  }

  private static List<String> changed(String from, String to) {
    String text = Sheets.text("demo-line.yaml");
    assertThat(text).contains(from);
    PlantSheet after = Sheets.value(PlantSheetYaml.read(text.replace(from, to)));
    return PlantSheetDiff.between(Sheets.demoLine(), after);
  }
}
