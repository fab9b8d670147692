package io.linewatch.domain.signal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a signal rather than with the machine. Each is one number, which a policy
 * limits as any other; a detector is called {@code CHANNEL.FAULT}, and {@code
 * CHANNEL.inconsistent-with.OTHER} where two channels are compared.
 */
public enum SignalFault {
  /** How far a value lies outside of what is possible, in the channel's unit. */
  RANGE("how far it is outside of its range", null),
  /** How fast it changes, in the channel's unit per second. */
  RATE("how fast it changes", null),
  /** For how long it has not changed at all, in seconds. */
  FLAT_LINE("for how long it has not changed", "s"),
  /** For how long no usable value has come, in seconds. */
  DROP_OUT("for how long no value has come", "s"),
  /** How far its clock is off, in seconds: the least of the last 16 readings. */
  CLOCK_SKEW("how far its clock is off", "s"),
  /** How many of the last 64 readings repeat the one before, in percent. */
  DUPLICATE("how many readings come twice", "%"),
  /** How many of the last 64 readings are older than one before, in percent. */
  OUT_OF_ORDER("how many readings come too late", "%"),
  /** How many of the last 64 readings stand at an end of the range, in percent. */
  SATURATION("how many readings are at the end of the range", "%"),
  /** How well a jump of the level fits a mistaken unit, in percent. */
  UNIT_MISMATCH("how well its level fits another unit", "%"),
  /** How many readings in a row repeat an earlier stretch. */
  REPLAYED_LOOP("how many readings repeat an earlier stretch", "1"),
  /** How far it is from a channel that should say the same, in the channel's unit. */
  INCONSISTENT_WITH("how far it is from the other channel", null);

  private final String what;
  private final @Nullable String unit;

  SignalFault(String what, @Nullable String unit) {
    this.what = what;
    this.unit = unit;
  }

  /** Such as {@code flat-line}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the number says, for people. */
  public String what() {
    return what;
  }

  /** UCUM code of the number. */
  public String unit(String channelUnit) {
    return unit != null ? unit : this == RATE ? channelUnit + "/s" : channelUnit;
  }

  /**
   * A signal detector's name taken apart.
   *
   * @param other the channel it is compared with; empty for every other fault
   */
  public record Name(String channel, SignalFault fault, String other) {

    /** The name a detector goes by; read back by {@link #of}. */
    public String detectorName() {
      String name = channel + "." + fault.tag();
      return other.isEmpty() ? name : name + "." + other;
    }

    /** Null when the text names no fault of a channel. */
    public static @Nullable Name of(String text) {
      String between = "." + INCONSISTENT_WITH.tag() + ".";
      int at = text.indexOf(between);
      if (at > 0 && at + between.length() < text.length()) {
        return new Name(
            text.substring(0, at), INCONSISTENT_WITH, text.substring(at + between.length()));
      }
      int dot = text.lastIndexOf('.');
      for (SignalFault fault : values()) {
        if (dot > 0 && fault != INCONSISTENT_WITH && fault.tag().equals(text.substring(dot + 1))) {
          return new Name(text.substring(0, dot), fault, "");
        }
      }
      return null;
    }
  }
}
