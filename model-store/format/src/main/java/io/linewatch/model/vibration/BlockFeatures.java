package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.BearingOrders;
import java.util.ArrayList;
import java.util.List;

/**
 * All that one block says by itself.
 *
 * @param thirdOctavesDb levels of {@link ThirdOctaves}, in dB over one unit
 * @param bands the bands whose envelopes were looked at: all above the lines, then the most
 *     impulsive; empty where no bearing is known
 * @param envelopes the spectrum of each band's envelope
 */
public record BlockFeatures(
    TimeFeatures time,
    VelocityRms velocity,
    double[] thirdOctavesDb,
    List<Kurtogram.Band> bands,
    List<EnvelopeSpectrum> envelopes) {
  private static final int IMPULSIVE_BANDS = 3;
  private static final double FLOOR_TURNS = 3;

  public BlockFeatures {
    bands = List.copyOf(bands);
    envelopes = List.copyOf(envelopes);
  }

  /** A block of a machine at its nominal speed. */
  public static BlockFeatures of(double[] block, double rateHz, MeasuredMachine machine) {
    return of(block, rateHz, machine, 1);
  }

  /**
   * All features of a block.
   *
   * @param block evenly sampled, at least one sample, all finite
   * @param relativeSpeed the shaft's speed over the nominal one, above 0: envelope spectra are told
   *     at the nominal speed, so that those of blocks at different speeds have their lines at the
   *     same place
   */
  public static BlockFeatures of(
      double[] block, double rateHz, MeasuredMachine machine, double relativeSpeed) {
    BearingOrders bearing = machine.bearing();
    List<Kurtogram.Band> bands = List.of();
    List<EnvelopeSpectrum> envelopes = new ArrayList<>();
    if (bearing != null) {
      AnalyticSpectrum analytic = AnalyticSpectrum.of(block, rateHz / relativeSpeed);
      double highestHz = LineEvidence.highestHz(bearing, machine.shaftHz());
      bands = bands(analytic, highestHz);
      for (Kurtogram.Band band : bands) {
        envelopes.add(spectrum(analytic.envelope(band.lowHz(), band.highHz()), bearing, machine));
      }
    }
    return of(block, rateHz, machine, bands, envelopes);
  }

  /**
   * All features of a block during which the speed moved. Bands are where the machine rings,
   * whatever its speed; their envelopes are sampled anew by the shaft's angle ({@link
   * OrderTracking}), so that lines stand still.
   *
   * @param block evenly sampled, at least one sample, all finite
   * @param shaft its speed meanwhile; envelope spectra are told at the nominal one
   */
  public static BlockFeatures tracked(
      double[] block, double rateHz, MeasuredMachine machine, ShaftProfile shaft) {
    BearingOrders bearing = machine.bearing();
    List<Kurtogram.Band> bands = List.of();
    List<EnvelopeSpectrum> envelopes = new ArrayList<>();
    if (bearing != null) {
      AnalyticSpectrum analytic = AnalyticSpectrum.of(block, rateHz);
      bands = bands(analytic, LineEvidence.highestHz(bearing, shaft.greatestHz()));
      for (Kurtogram.Band band : bands) {
        SquaredEnvelope envelope = analytic.envelope(band.lowHz(), band.highHz());
        envelopes.add(spectrum(envelope.byAngle(shaft, machine.shaftHz()), bearing, machine));
      }
    }
    return of(block, rateHz, machine, bands, envelopes);
  }

  private static EnvelopeSpectrum spectrum(
      SquaredEnvelope envelope, BearingOrders bearing, MeasuredMachine machine) {
    double highestHz = LineEvidence.highestHz(bearing, machine.shaftHz());
    return EnvelopeSpectrum.of(envelope, highestHz, FLOOR_TURNS * machine.shaftHz());
  }

  private static BlockFeatures of(
      double[] block,
      double rateHz,
      MeasuredMachine machine,
      List<Kurtogram.Band> bands,
      List<EnvelopeSpectrum> envelopes) {
    Spectrum spectrum = Spectrum.of(block, rateHz);
    return new BlockFeatures(
        TimeFeatures.of(block),
        VelocityRms.of(spectrum, rateHz, machine.unit(), machine.speedRpm()),
        ThirdOctaves.levelsDb(Spectrum.forLevels(block, rateHz), rateHz),
        bands,
        envelopes);
  }

  /**
   * Impulses drown in noise before lines do: all that can carry the lines is always among them.
   * What lies below the highest line cannot, and holds the shaft's own vibration.
   */
  private static List<Kurtogram.Band> bands(AnalyticSpectrum analytic, double highestHz) {
    double nyquistHz = analytic.rateHz() / 2;
    List<Kurtogram.Band> bands = new ArrayList<>();
    bands.add(Kurtogram.band(analytic, Math.min(highestHz, nyquistHz / 2), nyquistHz));
    Kurtogram.ranked(analytic, highestHz).stream().limit(IMPULSIVE_BANDS).forEach(bands::add);
    return bands;
  }
}
