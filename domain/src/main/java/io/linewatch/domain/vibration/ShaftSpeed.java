package io.linewatch.domain.vibration;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which speed of the shaft the lines of a diagnosis were looked for at.
 *
 * @param source who told it
 * @param rpm turns a minute, mean over the block
 * @param missing why the nominal speed stands in although a channel should tell it; null when none
 *     should, or it did
 */
public record ShaftSpeed(Source source, double rpm, @Nullable Missing missing) {
  /** UCUM codes a channel that tells a speed may have. */
  public static final List<String> UNITS = List.of("/min", "Hz");

  private static final double SECONDS_A_MINUTE = 60;

  /** Who told it; the names are wire format. */
  public enum Source {
    /** The plant sheet. */
    NOMINAL,
    /** The sensor, with the block. */
    BLOCK,
    /** A channel, over the whole block. */
    CHANNEL
  }

  /** Why a channel's speed could not be used; the names are wire format. */
  public enum Missing {
    /** It has told nothing at all before the block. */
    UNTOLD("has told nothing yet"),
    /** Its last value was too old somewhere in the block. */
    STALE("was silent for too long"),
    /** The shaft stood, or nearly so, for a part of the block: no line stays in one place. */
    STOOD("says that the shaft stood for a part of the block");

    private final String words;

    Missing(String words) {
      this.words = words;
    }
  }

  /** From a channel's value to turns a minute. */
  public static double rpm(double value, String unit) {
    return unit.equals("Hz") ? value * SECONDS_A_MINUTE : value;
  }

  /** One sentence for people. */
  String sentence() {
    if (missing != null) {
      return "The nominal speed stands in: the speed channel " + missing.words + ".";
    }
    return switch (source) {
      case NOMINAL -> "At nominal speed.";
      case BLOCK -> String.format(Locale.ROOT, "Speed sent with the block: %.0f r/min.", rpm);
      case CHANNEL -> String.format(Locale.ROOT, "Speed by its channel: %.0f r/min.", rpm);
    };
  }
}
