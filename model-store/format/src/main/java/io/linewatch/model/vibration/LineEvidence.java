package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the lines of one fault stand out of an envelope spectrum.
 *
 * @param prominenceDb geometric mean of the harmonics' power over floor, at the slip that makes it
 *     greatest
 * @param slipPercent that slip
 * @param lines the harmonics there
 * @param sideBands how many of the side-bands of the harmonics stand out too
 * @param band the band whose envelope it is
 */
public record LineEvidence(
    BearingFault fault,
    double prominenceDb,
    double slipPercent,
    List<Diagnosis.Line> lines,
    int sideBands,
    Kurtogram.Band band) {
  /** Rolling is never pure: lines lie 1–3 % off (Randall and Antoni 2011). */
  static final double SLIP = 0.03;

  /** Three: the mean below is a cube root. */
  static final int HARMONICS = 3;

  private static final double SIDE_BAND_OVER_FLOOR = 4;
  private static final double LEAST_POWER = 1e-3;

  public LineEvidence {
    lines = List.copyOf(lines);
  }

  /** The highest frequency at which evidence of any fault is looked for. */
  static double highestHz(BearingOrders orders, double shaftHz) {
    double most = 0;
    for (BearingFault fault : BearingFault.values()) {
      most = Math.max(most, orders.of(fault));
    }
    return HARMONICS * most * shaftHz * (1 + SLIP);
  }

  /**
   * Looks for the lines of a fault, all harmonics slipping alike.
   *
   * @param shaftHz turns of the shaft a second, above 0
   */
  static LineEvidence search(
      EnvelopeSpectrum spectrum,
      Kurtogram.Band band,
      BearingFault fault,
      BearingOrders orders,
      double shaftHz) {
    double lineHz = orders.of(fault) * shaftHz;
    // The highest harmonic moves by half a bin a step.
    double step = Math.max(1e-5, spectrum.binHz() / (2 * HARMONICS * lineHz));
    double bestPower = -1;
    double bestSlip = 0;
    int steps = (int) Math.ceil(SLIP / step);
    for (int i = -steps; i <= steps; i++) {
      double slip = Math.clamp(i * step, -SLIP, SLIP);
      double power = meanPower(spectrum, lineHz * (1 + slip));
      if (power > bestPower) {
        bestPower = power;
        bestSlip = slip;
      }
    }
    double foundHz = lineHz * (1 + bestSlip);
    return new LineEvidence(
        fault,
        decibel(bestPower),
        bestSlip * 100,
        lines(spectrum, foundHz),
        sideBands(spectrum, foundHz, orders.sideBandOf(fault) * shaftHz),
        band);
  }

  /** The fault in words and figures. */
  Diagnosis diagnosis(double shaftHz) {
    return Diagnosis.of(
        fault, prominenceDb, shaftHz, slipPercent, lines, sideBands, band.lowHz(), band.highHz());
  }

  /**
   * The geometric mean: all harmonics must show, one strong line of something else is not enough.
   */
  private static double meanPower(EnvelopeSpectrum spectrum, double lineHz) {
    double product = 1;
    for (int h = 1; h <= HARMONICS; h++) {
      product *= 1 + spectrum.at(h * lineHz);
    }
    return Math.cbrt(product) - 1;
  }

  private static List<Diagnosis.Line> lines(EnvelopeSpectrum spectrum, double foundHz) {
    List<Diagnosis.Line> lines = new ArrayList<>(HARMONICS);
    for (int h = 1; h <= HARMONICS; h++) {
      lines.add(new Diagnosis.Line(h * foundHz, decibel(spectrum.at(h * foundHz))));
    }
    return lines;
  }

  private static int sideBands(EnvelopeSpectrum spectrum, double foundHz, double distanceHz) {
    if (distanceHz <= 0) {
      return 0;
    }
    int found = 0;
    for (int h = 1; h <= HARMONICS; h++) {
      for (int side = -1; side <= 1; side += 2) {
        double at = h * foundHz + side * distanceHz;
        found += spectrum.at(at) > SIDE_BAND_OVER_FLOOR ? 1 : 0;
      }
    }
    return found;
  }

  static double decibel(double powerRatio) {
    return 10 * Math.log10(Math.max(powerRatio, LEAST_POWER));
  }
}
