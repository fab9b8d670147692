package io.linewatch.domain.decision;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;

/**
 * One thing that can be wrong on one asset: a channel under hard limits ({@code
 * limit:vibration_rms}), a model's score ({@code model:normal-running}) or a channel's signal
 * ({@code signal:vibration_rms.flat-line}). Stable for life: alerts, history and decision state
 * hang on it.
 */
public record DetectorId(AssetPath asset, Kind kind, String name)
    implements Comparable<DetectorId> {
  public DetectorId {
    if (!AssetPath.isName(name)) {
      throw new IllegalArgumentException(
          "detector name '" + name + "' must be 1 to 64 letters, digits, '_', '-', '.'");
    }
  }

  /** Where a detector's input comes from. */
  public enum Kind {
    LIMIT,
    MODEL,
    /** How a channel's signal behaves, whatever it says of the machine. */
    SIGNAL;

    String prefix() {
      return switch (this) {
        case LIMIT -> "limit:";
        case MODEL -> "model:";
        case SIGNAL -> "signal:";
      };
    }
  }

  public static DetectorId limit(ChannelId channel) {
    return new DetectorId(channel.asset(), Kind.LIMIT, channel.channel());
  }

  /**
   * @param name {@code channel.fault}
   */
  public static DetectorId signal(AssetPath asset, String name) {
    return new DetectorId(asset, Kind.SIGNAL, name);
  }

  public static DetectorId model(AssetPath asset, String model) {
    return new DetectorId(asset, Kind.MODEL, model);
  }

  /**
   * Reads {@code site/area/line/asset/limit:channel}, {@code …/model:name} or {@code
   * …/signal:channel.fault}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static DetectorId of(String text) {
    int slash = text.lastIndexOf('/');
    String last = text.substring(slash + 1);
    for (Kind kind : Kind.values()) {
      if (slash > 0 && last.startsWith(kind.prefix())) {
        return new DetectorId(
            AssetPath.of(text.substring(0, slash)), kind, last.substring(kind.prefix().length()));
      }
    }
    throw new IllegalArgumentException(
        "detector '"
            + text
            + "' must be site/area/line/asset/limit:NAME, …/model:NAME or …/signal:NAME");
  }

  @Override
  public int compareTo(DetectorId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return asset + "/" + kind.prefix() + name;
  }
}
