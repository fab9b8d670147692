package io.linewatch.system.simulation;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two gateways on three lines they share, and what people change about them: policies come, go and
 * change, one machine moves from gateway to gateway.
 */
final class SimulatedPlant {
  static final String LINE_A = "sim/hall/a";
  static final String LINE_B = "sim/hall/b";
  static final String LINE_C = "sim/hall/c";
  static final List<String> GATEWAYS = List.of("gw-1", "gw-2");

  private static final AssetPath PUMP = AssetPath.of(LINE_A + "/pump");
  private static final AssetPath FAN = AssetPath.of(LINE_A + "/fan");
  private static final AssetPath PRESS = AssetPath.of(LINE_B + "/press");
  private static final AssetPath BELT = AssetPath.of(LINE_C + "/belt");
  private static final AssetPath PACKER = AssetPath.of(LINE_C + "/packer");
  static final List<DetectorId> DETECTORS =
      List.of(
          detector(PUMP, "vibration"),
          detector(PUMP, "heat"),
          detector(FAN, "speed"),
          detector(PRESS, "force"),
          detector(BELT, "slip"),
          detector(PACKER, "weight"));

  /** What a policy is made of, that differs between detectors and is changed by people. */
  private record Tuning(
      AlarmClass alarmClass,
      int onSeconds,
      int offSeconds,
      boolean latching,
      @Nullable Duration reAlarm,
      double low,
      double high) {}

  private static final List<Tuning> TUNINGS =
      List.of(
          new Tuning(AlarmClass.ALARM, 2, 3, true, null, 4.5, 7.1),
          new Tuning(AlarmClass.ALARM, 0, 0, false, Duration.ofMinutes(10), 4.5, 7.1),
          new Tuning(AlarmClass.ADVISORY, 0, 2, false, null, 4.5, 7.1),
          new Tuning(AlarmClass.ALARM, 0, 0, true, null, 6.0, 9.0));

  private final Map<DetectorId, AlarmPolicy> policies = new TreeMap<>();
  private final Map<AssetPath, String> owners = new TreeMap<>();
  private long revision;

  SimulatedPlant() {
    owners.put(PUMP, "gw-1");
    owners.put(FAN, "gw-2");
    owners.put(PRESS, "gw-1");
    owners.put(BELT, "gw-2");
    owners.put(PACKER, "gw-1");
    revision = 1;
    for (int i = 0; i < DETECTORS.size(); i++) {
      policies.put(DETECTORS.get(i), policy(TUNINGS.get(i % 3)));
    }
  }

  private static DetectorId detector(AssetPath asset, String channel) {
    return DetectorId.limit(new ChannelId(asset, channel));
  }

  private AlarmPolicy policy(Tuning tuning) {
    return new AlarmPolicy(
        revision,
        tuning.alarmClass(),
        List.of(
            new Limit(Severity.LOW, Comparison.ABOVE, tuning.low()),
            new Limit(Severity.HIGH, Comparison.ABOVE, tuning.high())),
        null,
        null,
        Duration.ofSeconds(tuning.onSeconds()),
        Duration.ofSeconds(tuning.offSeconds()),
        0.5,
        tuning.latching(),
        tuning.reAlarm(),
        Set.of(),
        null,
        "wear",
        "it stops",
        "look at it");
  }

  /** Somebody changes something; says what. */
  String change(Random random) {
    revision++;
    if (random.nextInt(2) == 0) {
      String owner = owner(FAN).equals("gw-1") ? "gw-2" : "gw-1";
      owners.put(FAN, owner);
      return "the fan goes to " + owner;
    }
    DetectorId detector = DETECTORS.get(random.nextInt(DETECTORS.size()));
    if (policies.containsKey(detector) && random.nextBoolean()) {
      policies.remove(detector);
      return detector.name() + " loses its policy";
    }
    int tuning = random.nextInt(TUNINGS.size());
    policies.put(detector, policy(TUNINGS.get(tuning)));
    return detector.name() + " gets policy " + tuning;
  }

  String owner(AssetPath asset) {
    String owner = owners.get(asset);
    if (owner == null) {
      throw new IllegalArgumentException("nobody owns " + asset);
    }
    return owner;
  }

  /** The policy that people want now; null when none. */
  @Nullable AlarmPolicy wanted(DetectorId detector) {
    return policies.get(detector);
  }

  static String home(String gateway) {
    return gateway.equals("gw-1") ? LINE_A : LINE_C;
  }

  DesiredState desired(String gateway, Instant now) {
    List<Asset> assets = new ArrayList<>();
    owners.forEach((path, owner) -> {
      if (owner.equals(gateway)) {
        assets.add(new Asset(path, path.asset(), "machine", Criticality.HIGH, gateway));
      }
    });
    List<Channel> channels = new ArrayList<>();
    List<DesiredState.DetectorPolicy> wanted = new ArrayList<>();
    for (DetectorId detector : DETECTORS) {
      if (owner(detector.asset()).equals(gateway)) {
        ChannelId id = new ChannelId(detector.asset(), detector.name());
        channels.add(new Channel(id, detector.name(), "mm/s", null, null, Channel.Keep.NONE));
        AlarmPolicy policy = policies.get(detector);
        if (policy != null) {
          wanted.add(new DesiredState.DetectorPolicy(detector, policy));
        }
      }
    }
    return new DesiredState(
        gateway, revision, now, "mei", home(gateway), SOURCES, assets, channels, wanted, List.of());
  }

  private static final List<SourceMapping> SOURCES =
      List.of(
          new SourceMapping(
              "line",
              "{line}/{asset}/{channel}",
              "sim",
              "hall",
              null,
              null,
              "/value",
              Map.of(),
              "/time",
              SourceMapping.TimeFormat.AUTO,
              null,
              null));
}
