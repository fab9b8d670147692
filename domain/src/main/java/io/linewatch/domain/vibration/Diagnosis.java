package io.linewatch.domain.vibration;

import java.util.List;
import java.util.Locale;

/**
 * A bearing fault as its lines tell it.
 *
 * @param prominenceDb how far the lines stand above the spectrum around them: geometric mean of the
 *     harmonics' power over the floor's
 * @param shaftHz turns of the shaft a second
 * @param slipPercent how far the lines lie from where rolling without slip would put them
 * @param lines the harmonics looked at, from the first
 * @param sideBands how many of their side-bands stand out too
 * @param bandLowHz lower edge of the band that was demodulated
 * @param bandHighHz its upper edge
 * @param sentence the evidence in one sentence, for people
 */
public record Diagnosis(
    BearingFault fault,
    double prominenceDb,
    double shaftHz,
    double slipPercent,
    List<Line> lines,
    int sideBands,
    double bandLowHz,
    double bandHighHz,
    String sentence) {
  /**
   * One harmonic.
   *
   * @param frequencyHz where it was found, slip included
   * @param overFloorDb its power over the floor's
   */
  public record Line(double frequencyHz, double overFloorDb) {}

  public Diagnosis {
    lines = List.copyOf(lines);
  }

  /** A diagnosis with the sentence its figures make. */
  public static Diagnosis of(
      BearingFault fault,
      double prominenceDb,
      double shaftHz,
      double slipPercent,
      List<Line> lines,
      int sideBands,
      double bandLowHz,
      double bandHighHz) {
    String sentence =
        String.format(
            Locale.ROOT,
            "Bearing, %s: %s at %.1f Hz and %d harmonics stand %.0f dB above the envelope spectrum"
                + " (band %.0f–%.0f Hz, shaft %.1f Hz, slip %.1f %%%s).",
            fault.words(),
            fault.line(),
            lines.getFirst().frequencyHz(),
            lines.size() - 1,
            prominenceDb,
            bandLowHz,
            bandHighHz,
            shaftHz,
            slipPercent,
            sideBands == 0 ? "" : ", " + sideBands + " side-bands");
    return new Diagnosis(
        fault,
        prominenceDb,
        shaftHz,
        slipPercent,
        lines,
        sideBands,
        bandLowHz,
        bandHighHz,
        sentence);
  }
}
