package io.linewatch.domain.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.config.Problem;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingRowTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  private static ChannelId known() {
    PlantSheet sheet = Sheets.demoLine();
    AssetRow asset = sheet.assets().getFirst();
    String name = Inheritance.channels(sheet, asset).keySet().iterator().next();
    return new ChannelId(asset.asset(), name);
  }

  private static RecordingRow row(String name, List<ChannelId> channels, @Nullable Instant until) {
    return new RecordingRow(name, channels, List.of("RUN", "IDLE"), T0, until);
  }

  @Test
  void aRecordingTravelsAsYamlAndAsCsvWithoutLoss() {
    PlantSheet sheet =
        Sheets.demoLine()
            .withRecording(row("run-in", List.of(known()), T0.plusSeconds(60)))
            .withRecording(new RecordingRow("always", List.of(known()), null, T0, null));

    assertThat(Sheets.value(PlantSheetYaml.read(PlantSheetYaml.write(sheet)))).isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetCsv.read(PlantSheetCsv.write(sheet)))).isEqualTo(sheet);
    assertThat(PlantSheetCheck.problems(sheet)).isEmpty();
    assertThat(PlantSheetDiff.between(Sheets.demoLine(), sheet))
        .anyMatch(line -> line.startsWith("+ recording run-in: channels " + known()));
    assertThat(sheet.withoutRecording("run-in").withoutRecording("always"))
        .isEqualTo(Sheets.demoLine());
  }

  @Test
  void picturesAreAskedOfTheGatewayWhoseAssetTheStationWatches() {
    ChannelId station = new ChannelId(known().asset(), "top");
    PlantSheet sheet =
        Sheets.demoLine()
            .withRecording(new RecordingRow("parts", null, null, T0, null, List.of(station)));
    String owner = sheet.assets().getFirst().gateway();

    assertThat(PlantSheetCheck.problems(sheet)).isEmpty();
    assertThat(Sheets.value(PlantSheetYaml.read(PlantSheetYaml.write(sheet)))).isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetCsv.read(PlantSheetCsv.write(sheet)))).isEqualTo(sheet);
    assertThat(DesiredStateCompiler.compile(sheet, owner, 1, T0, "test").wantedRecordings())
        .containsExactly(
            new RecordingRequest("parts", List.of(), List.of(), T0, null, List.of(station)));
  }

  @Test
  void aRecordingOfNothingAndAStationOfNoAssetAreRefused() {
    ChannelId strange = ChannelId.of("demo/hall-1/line-1/nowhere/top");
    PlantSheet sheet =
        Sheets.demoLine()
            .withRecording(new RecordingRow("nothing", List.of(), null, T0, null))
            .withRecording(new RecordingRow("parts", null, null, T0, null, List.of(strange)));

    assertThat(PlantSheetCheck.problems(sheet))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("recordings[0].channels", "recordings[1].stations");
  }

  @Test
  void everyMistakeIsNamedWithItsPlace() {
    ChannelId strange = ChannelId.of("demo/hall-1/line-1/nowhere/nothing");
    PlantSheet sheet =
        Sheets.demoLine().withRecording(row("../etc", List.of(known(), strange), T0));

    assertThat(PlantSheetCheck.problems(sheet))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "recordings[0].recording", "recordings[0].until", "recordings[0].channels");
  }

  @Test
  void aGatewayIsAskedForTheChannelsOfItsOwnAssetsAlone() {
    PlantSheet sheet = Sheets.demoLine().withRecording(row("run-in", List.of(known()), null));
    String owner = sheet.assets().getFirst().gateway();

    DesiredState desired = DesiredStateCompiler.compile(sheet, owner, 1, T0, "test");

    assertThat(desired.wantedRecordings())
        .containsExactly(
            new RecordingRequest("run-in", List.of(known()), List.of("RUN", "IDLE"), T0, null));
    sheet.gateways().stream()
        .map(GatewayRow::id)
        .filter(id -> !id.equals(owner))
        .forEach(id ->
            assertThat(DesiredStateCompiler.compile(sheet, id, 1, T0, "test").wantedRecordings())
                .isEmpty());
  }
}
