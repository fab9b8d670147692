package io.linewatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.ChannelRow;
import io.linewatch.domain.sheet.Crossing;
import io.linewatch.domain.sheet.GatewayRow;
import io.linewatch.domain.sheet.LimitRow;
import io.linewatch.domain.sheet.ModelRow;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.standalone.server.ConfigFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The plant sheet of a replay: one asset for each recording, its model, and one limit on it. */
final class ReplaySheet {
  static final String SITE = "replay";
  private static final String AREA = "recordings";
  private static final String LINE = "line-1";

  /** One recording's place in the plant. */
  record Recorded(AssetPath asset, String model, String digest, List<JsonNode> inputs) {}

  private ReplaySheet() {}

  static AssetPath asset(String name) {
    return new AssetPath(SITE, AREA, LINE, name);
  }

  static PlantSheet of(List<Recorded> recordings) {
    List<AssetRow> assets = new ArrayList<>();
    List<ChannelRow> channels = new ArrayList<>();
    List<LimitRow> limits = new ArrayList<>();
    List<ModelRow> models = new ArrayList<>();
    for (Recorded recorded : recordings) {
      assets.add(new AssetRow(recorded.asset(), null, null, null, ConfigFiles.GATEWAY));
      for (JsonNode input : recorded.inputs()) {
        String unit = input.path("unit").asText();
        channels.add(
            new ChannelRow(
                recorded.asset(),
                null,
                input.path("channel").asText(),
                input.path("channel").asText(),
                unit.isEmpty() ? "1" : unit,
                null,
                null,
                Channel.Keep.NONE,
                null));
      }
      limits.add(limit(recorded));
      models.add(new ModelRow(recorded.asset(), recorded.model(), recorded.digest()));
    }
    return new PlantSheet(
        SITE,
        List.of(new GatewayRow(ConfigFiles.GATEWAY, SITE + "/" + AREA + "/" + LINE)),
        List.of(),
        assets,
        channels,
        limits,
        models,
        List.of(source()));
  }

  /** Above its own limit for three seconds, back for as long: the same for every recording. */
  private static LimitRow limit(Recorded recorded) {
    return new LimitRow(
        recorded.asset(),
        null,
        LimitRow.MODEL_PREFIX + recorded.model(),
        Severity.MEDIUM,
        Crossing.ABOVE,
        100,
        AlarmClass.ADVISORY,
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        0.0,
        false,
        null,
        null,
        null,
        "Does not run as in the rows the model was fitted on",
        null,
        null);
  }

  private static SourceRow source() {
    return new SourceRow(
        "recordings",
        ConfigFiles.GATEWAY,
        "factory/{line}/{asset}/{channel}",
        null,
        AREA,
        null,
        null,
        "/value",
        null,
        "/time",
        SourceRow.TimeForm.AUTO,
        null,
        null,
        null);
  }
}
