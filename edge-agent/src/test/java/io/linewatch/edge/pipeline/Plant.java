package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A line with two machines, and what its gateway should do. */
public final class Plant {
  public static final AssetPath PUMP = AssetPath.of("s/a/l1/pump");
  public static final AssetPath PRESS = AssetPath.of("s/a/l1/press");
  public static final DetectorId PUMP_TEMP = DetectorId.limit(new ChannelId(PUMP, "temp"));
  public static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  private Plant() {}

  public static AlarmPolicy policy(long revision, double limit) {
    return new AlarmPolicy(
        revision,
        AlarmClass.ALARM,
        List.of(new Limit(Severity.HIGH, Comparison.ABOVE, limit)),
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
        "do something");
  }

  public static DesiredState desired(long revision, DesiredState.DetectorPolicy... policies) {
    return desired(revision, List.of(), policies);
  }

  public static DesiredState desired(
      long revision,
      List<DesiredState.ModelAssignment> models,
      DesiredState.DetectorPolicy... policies) {
    return new DesiredState(
        "gw",
        revision,
        T0,
        "test",
        "s/a/l1",
        List.of(source("line", "factory/{line}/{asset}/{channel}")),
        Stream.of(PUMP, PRESS)
            .map(path -> new Asset(path, path.asset(), "machine", Criticality.HIGH, "gw"))
            .toList(),
        Stream.of(PUMP, PRESS)
            .flatMap(path -> Stream.of("temp", "speed").map(name -> channel(path, name)))
            .toList(),
        List.of(policies),
        models);
  }

  public static SourceMapping source(String id, String topic) {
    return new SourceMapping(
        id,
        topic,
        "s",
        "a",
        null,
        null,
        "/value",
        Map.of(),
        "/time",
        SourceMapping.TimeFormat.AUTO,
        null,
        null);
  }

  private static Channel channel(AssetPath asset, String name) {
    Channel.Keep keep = name.equals("temp") ? Channel.Keep.FULL : Channel.Keep.NONE;
    return new Channel(new ChannelId(asset, name), name, "Cel", null, null, keep);
  }

  public static DesiredState.DetectorPolicy pumpTemp(long revision, double limit) {
    return new DesiredState.DetectorPolicy(PUMP_TEMP, policy(revision, limit));
  }
}
