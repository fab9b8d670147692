package io.linewatch.bench.system;

import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.publish.Readings;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plant that one agent watches in a load: a line of like machines, every channel under a hard
 * limit that decides each reading and kept in full, as a plant sheet has it that says nothing else.
 *
 * @param gateway name of the agent
 * @param line third level of the topics
 * @param assets how many machines
 * @param channels how many of each machine
 * @param together whether one message carries all channels of an asset, or one each
 * @param models packages that watch the machines in turn; a package watches every one of the first
 *     {@code modelledAssets}
 */
public record BenchPlant(
    String gateway,
    String line,
    int assets,
    int channels,
    boolean together,
    List<FittedModel> models,
    int modelledAssets) {
  private static final String SITE = "bench";
  private static final String AREA = "hall";

  public BenchPlant {
    models = List.copyOf(models);
  }

  /** A fitted model, and the policy that its scores are decided by. */
  public record FittedModel(String name, String digest, AlarmPolicy policy) {}

  /** A plant under hard limits alone. */
  public static BenchPlant limits(String name, int assets, int channels, boolean together) {
    return new BenchPlant("gw-" + name, name, assets, channels, together, List.of(), 0);
  }

  public AssetPath asset(int number) {
    return new AssetPath(SITE, AREA, line, LoadPlan.asset(number));
  }

  /** The document the agent runs on. */
  public DesiredState desired() {
    List<Asset> machines = new ArrayList<>();
    List<Channel> measured = new ArrayList<>();
    List<DetectorPolicy> policies = new ArrayList<>();
    List<ModelAssignment> assigned = new ArrayList<>();
    for (int a = 0; a < assets; a++) {
      AssetPath path = asset(a);
      machines.add(new Asset(path, path.asset(), "machine", Criticality.MEDIUM, gateway));
      for (int c = 0; c < channels; c++) {
        ChannelId id = new ChannelId(path, LoadPlan.channel(c));
        measured.add(new Channel(id, "vibration", "mm/s", null, null, Channel.Keep.FULL));
        policies.add(new DetectorPolicy(DetectorId.limit(id), limit()));
      }
      if (!models.isEmpty() && a < modelledAssets) {
        FittedModel model = models.get(a % models.size());
        assigned.add(new ModelAssignment(path, model.name(), model.digest(), 1));
        policies.add(new DetectorPolicy(DetectorId.model(path, model.name()), model.policy()));
      }
    }
    return new DesiredState(
        gateway,
        1,
        Instant.EPOCH,
        "bench",
        SITE + "/" + AREA + "/" + line,
        List.of(source()),
        machines,
        measured,
        policies,
        assigned);
  }

  /** At once, both ways: every crossing is a finding. */
  private static AlarmPolicy limit() {
    return new AlarmPolicy(
        1,
        AlarmClass.ALARM,
        List.of(new Limit(Severity.HIGH, Comparison.ABOVE, Readings.LIMIT)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        1,
        false,
        null,
        Set.of(),
        null,
        "the load says so",
        "a finding",
        "nothing");
  }

  private SourceMapping source() {
    Map<String, String> values = new TreeMap<>();
    if (together) {
      for (int c = 0; c < channels; c++) {
        values.put(LoadPlan.channel(c), "/values/" + LoadPlan.channel(c));
      }
    }
    return new SourceMapping(
        "sensors",
        "factory/" + line + (together ? "/{asset}" : "/{asset}/{channel}"),
        SITE,
        AREA,
        line,
        null,
        together ? null : "/value",
        values,
        "/time",
        SourceMapping.TimeFormat.ISO_8601,
        null,
        null);
  }
}
