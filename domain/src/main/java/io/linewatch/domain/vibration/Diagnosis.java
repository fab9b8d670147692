package io.linewatch.domain.vibration;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
 * @param sentence the evidence in a sentence, for people
 * @param speed which speed the lines were looked for at; null in findings of older gateways
 * @param waveform digest of the newest raw block it rests on, {@code sha256:…}, as the gateway
 *     keeps it; null when it keeps none
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
    String sentence,
    @Nullable ShaftSpeed speed,
    @Nullable String waveform) {
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
        sentence,
        null,
        null);
  }

  /** The same with what it rests on. */
  public Diagnosis restingOn(ShaftSpeed shaft, @Nullable String digest) {
    return new Diagnosis(
        fault,
        prominenceDb,
        shaftHz,
        slipPercent,
        lines,
        sideBands,
        bandLowHz,
        bandHighHz,
        sentence + " " + shaft.sentence(),
        shaft,
        digest);
  }
}
