package io.linewatch.domain.inspection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a camera's picture rather than with the part. Each is one number under a
 * limit; its detector is called {@code STATION.FAULT}. The names are wire format.
 */
public enum PictureFault {
  /** How many pictures in a row are the same to the pixel. */
  FROZEN("how many pictures in a row are the same", "1", 2),
  /** How many pictures in a row repeat earlier ones in their order. */
  REPLAYED("how many pictures repeat an earlier run", "1", 7),
  /** How much of the picture is black, in percent. */
  BLACK("how much of the picture is black", "%", 95),
  /** How much of the picture is at the end of the camera's range, in percent. */
  OVER_EXPOSED("how much of the picture is over-exposed", "%", 40),
  /** How much of the reference picture's sharpness is lost, in percent. */
  BLURRED("how much of the sharpness is lost", "%", 40),
  /** How far the picture has moved against the reference picture, in percent of its width. */
  SHIFTED("how far the picture has moved", "%", 6),
  /** How far it is turned against the reference picture, in degrees. */
  ROTATED("how far the picture is turned", "deg", 3),
  /** How far the brightness of the last pictures is from the reference, in percent. */
  LAMP_DRIFT("how far the brightness has drifted", "%", 25),
  /** How little the picture has in common with the reference picture, in percent. */
  WRONG_PART("how unlike the reference the part is", "%", 70),
  /** How many parts of the picture show nothing where the reference shows something, in percent. */
  COVERED("how much of the view is covered", "%", 50);

  private final String what;
  private final String unit;
  private final double usualLimit;

  PictureFault(String what, String unit, double usualLimit) {
    this.what = what;
    this.unit = unit;
    this.usualLimit = usualLimit;
  }

  /** Such as {@code over-exposed}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the number says, for people. */
  public String what() {
    return what;
  }

  /** UCUM code of the number. */
  public String unit() {
    return unit;
  }

  /** Above this it is a fault, unless the station says otherwise. */
  public double usualLimit() {
    return usualLimit;
  }

  /** Whether it says something only where all parts lie at the same place. */
  public boolean needsPlacedParts() {
    return this == SHIFTED || this == ROTATED || this == WRONG_PART;
  }

  /** Null when the text is no fault's {@link #tag}. */
  public static @Nullable PictureFault ofTag(String tag) {
    for (PictureFault fault : values()) {
      if (fault.tag().equals(tag)) {
        return fault;
      }
    }
    return null;
  }
}
