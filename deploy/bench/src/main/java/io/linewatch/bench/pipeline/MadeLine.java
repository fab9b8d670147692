package io.linewatch.bench.pipeline;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.signal.SignalFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of assets with the same channels, each under two hard limits that nothing crosses.
 *
 * @param assets how many
 * @param channels of each asset
 * @param bundled whether one message carries all channels of an asset, or one channel
 * @param watched faults of the signal that every channel is watched for
 */
record MadeLine(int assets, int channels, boolean bundled, List<SignalFault> watched) {
  static final String GATEWAY = "bench";
  static final String MODEL = "normal";
  private static final String HOME = "s/a/l0";
  private static final int LINES = 50;

  AssetPath asset(int index) {
    return AssetPath.of("s/a/l" + index % LINES + "/m" + index);
  }

  static String channel(int index) {
    return "c" + index;
  }

  /** The topics, in the order in which messages go round. */
  String[] topics() {
    List<String> topics = new ArrayList<>();
    for (int channel = 0; channel < (bundled ? 1 : channels); channel++) {
      for (int asset = 0; asset < assets; asset++) {
        topics.add(
            "factory/l" + asset % LINES + "/m" + asset + (bundled ? "" : "/" + channel(channel)));
      }
    }
    return topics.toArray(String[]::new);
  }

  /**
   * @param model digest of the one model that scores every asset; null for hard limits alone
   */
  DesiredState desired(@Nullable String model) {
    List<Asset> plant = new ArrayList<>();
    List<Channel> measured = new ArrayList<>();
    List<DetectorPolicy> policies = new ArrayList<>();
    List<ModelAssignment> models = new ArrayList<>();
    for (int a = 0; a < assets; a++) {
      AssetPath asset = asset(a);
      plant.add(new Asset(asset, asset.asset(), "machine", Criticality.HIGH, GATEWAY));
      for (int c = 0; c < channels; c++) {
        ChannelId id = new ChannelId(asset, channel(c));
        measured.add(new Channel(id, "temperature", "Cel", -50.0, 500.0, Channel.Keep.NONE));
        policies.add(new DetectorPolicy(DetectorId.limit(id), policy(95, 90)));
        for (SignalFault fault : watched) {
          policies.add(
              new DetectorPolicy(
                  DetectorId.signal(asset, channel(c) + "." + fault.tag()), policy(1e9, 1e8)));
        }
      }
      if (model != null) {
        models.add(new ModelAssignment(asset, MODEL, model, 1));
        policies.add(new DetectorPolicy(DetectorId.model(asset, MODEL), policy(1e9, 1e8)));
      }
    }
    return new DesiredState(
        GATEWAY,
        1,
        Instant.EPOCH,
        "bench",
        HOME,
        List.of(source()),
        plant,
        measured,
        policies,
        models);
  }

  private SourceMapping source() {
    Map<String, String> values = new TreeMap<>();
    for (int c = 0; bundled && c < channels; c++) {
      values.put(channel(c), "/" + channel(c));
    }
    return new SourceMapping(
        "line",
        bundled ? "factory/{line}/{asset}" : "factory/{line}/{asset}/{channel}",
        "s",
        "a",
        null,
        null,
        bundled ? null : "/value",
        values,
        "/time",
        SourceMapping.TimeFormat.AUTO,
        bundled ? null : "/quality",
        null);
  }

  private static AlarmPolicy policy(double critical, double high) {
    return new AlarmPolicy(
        1,
        AlarmClass.ALARM,
        List.of(
            new Limit(Severity.CRITICAL, Comparison.ABOVE, critical),
            new Limit(Severity.HIGH, Comparison.ABOVE, high)),
        null,
        null,
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        1,
        false,
        null,
        Set.of(),
        null,
        "cause",
        "consequence",
        "look at it");
  }
}
