package io.linewatch.model.vibration;

import java.util.ArrayList;
import java.util.List;

/**
 * Envelope spectra averaged over the blocks of one machine: lines stay, the noise of single blocks
 * does not. The first {@value #BLOCKS} count alike, later ones push out the oldest exponentially.
 * One thread.
 */
final class EnvelopeAverage {
  static final int BLOCKS = 15;

  /** Bins of blocks at other speeds differ a little; those of other lengths by a factor of two. */
  private static final double SAME_GRID = 0.3;

  private List<double[]> averages = List.of();
  private double binHz;
  private int seen;

  /** The averages with this block in them. A block of another length or rate begins anew. */
  List<EnvelopeSpectrum> with(List<EnvelopeSpectrum> envelopes) {
    if (!continues(envelopes)) {
      averages = new ArrayList<>();
      envelopes.forEach(envelope -> averages.add(new double[envelope.overFloor().length]));
      binHz = envelopes.isEmpty() ? 0 : envelopes.getFirst().binHz();
      seen = 0;
    }
    seen = Math.min(BLOCKS, seen + 1);
    List<EnvelopeSpectrum> spectra = new ArrayList<>();
    for (int i = 0; i < envelopes.size(); i++) {
      EnvelopeSpectrum news = envelopes.get(i);
      double[] average = averages.get(i);
      for (int k = 0; k < average.length; k++) {
        average[k] += (news.at(k * binHz) - average[k]) / seen;
      }
      spectra.add(new EnvelopeSpectrum(average, binHz, news.resolutionHz()));
    }
    return spectra;
  }

  private boolean continues(List<EnvelopeSpectrum> envelopes) {
    return !envelopes.isEmpty()
        && envelopes.size() == averages.size()
        && Math.abs(envelopes.getFirst().binHz() / binHz - 1) < SAME_GRID;
  }
}
