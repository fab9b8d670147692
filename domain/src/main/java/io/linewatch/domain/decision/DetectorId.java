package io.linewatch.domain.decision;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;

/**
 * One thing that can be wrong on one asset: a channel under hard limits ({@code
 * limit:vibration_rms}), a model's score ({@code model:normal-running}), a channel's signal ({@code
 * signal:vibration_rms.flat-line}) or what is new about its values ({@code novelty:vibration_rms}).
 * Stable for life: alerts, history and decision state hang on it.
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
    SIGNAL,
    /** How new a channel's values are to all that came before. */
    NOVELTY;

    String prefix() {
      return switch (this) {
        case LIMIT -> "limit:";
        case MODEL -> "model:";
        case SIGNAL -> "signal:";
        case NOVELTY -> "novelty:";
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

  /** What is new about the channel's values. */
  public static DetectorId novelty(ChannelId channel) {
    return new DetectorId(channel.asset(), Kind.NOVELTY, channel.channel());
  }

  public static DetectorId model(AssetPath asset, String model) {
    return new DetectorId(asset, Kind.MODEL, model);
  }

  /**
   * Reads {@code site/area/line/asset/limit:channel}, {@code …/model:name}, {@code
   * …/signal:channel.fault} or {@code …/novelty:channel}.
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
            + "' must be site/area/line/asset/limit:NAME, …/model:NAME, …/signal:NAME or"
            + " …/novelty:NAME");
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
