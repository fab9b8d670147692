package io.linewatch.domain.wire;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import java.util.Locale;

/**
 * MQTT topics of the local feed, which warns at the line even with no network. What comes in is
 * mapped by {@link io.linewatch.domain.desired.SourceMapping}.
 */
public final class MqttTopics {
  private static final String ROOT = "linewatch";

  private MqttTopics() {}

  /** Every statement of a gateway as on {@link Topics#FINDINGS}; QoS 1, not retained. */
  public static String findings(String gateway) {
    return ROOT + "/" + level(gateway) + "/findings";
  }

  /** The active condition of a detector; QoS 1, retained; an empty payload when it is over. */
  public static String condition(String gateway, DetectorId detector) {
    return condition(
        gateway,
        detector.asset(),
        detector.kind().name().toLowerCase(Locale.ROOT) + ":" + detector.name());
  }

  /** The active condition of a gateway itself, filed under its own asset path. */
  public static String condition(String gateway, AssetPath asset, String subject) {
    return ROOT + "/" + level(gateway) + "/conditions/" + asset + "/" + level(subject);
  }

  /** Topic filter for every condition of a gateway, to find retained ones that are stale. */
  public static String allConditions(String gateway) {
    return ROOT + "/" + level(gateway) + "/conditions/#";
  }

  /**
   * Every verdict of a station ({@link MqttRecords#VERDICT}), as soon as it is safe; QoS 1, not
   * retained: a gate that starts late must not act on an old part.
   */
  public static String verdict(String gateway, AssetPath asset, String station) {
    return ROOT + "/" + level(gateway) + "/verdicts/" + asset + "/" + level(station);
  }

  /** Topic filter for every verdict of a gateway. */
  public static String allVerdicts(String gateway) {
    return ROOT + "/" + level(gateway) + "/verdicts/#";
  }

  private static String level(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c == '/' || c == '+' || c == '#' || c == 0)) {
      throw new IllegalArgumentException("'" + name + "' cannot be one level of an MQTT topic");
    }
    return name;
  }
}
