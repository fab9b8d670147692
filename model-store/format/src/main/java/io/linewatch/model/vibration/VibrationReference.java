package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.BearingFault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a point vibrated when it was healthy.
 *
 * @param medianDb level of each third-octave band
 * @param meanDb the same, the mean
 * @param deviationDb standard deviation of single blocks about it
 * @param linesDb prominence of each fault's lines, which a healthy machine has too
 * @param struckBlocks how many of its blocks a blow stood out of
 * @param blocks how many it was learned from; 0 when that is not known
 */
public record VibrationReference(
    double[] medianDb,
    double[] meanDb,
    double[] deviationDb,
    Map<BearingFault, Double> linesDb,
    int struckBlocks,
    int blocks) {
  private static final double LEAST_DEVIATION_DB = 0.1;

  public VibrationReference {
    linesDb = Map.copyOf(linesDb);
  }

  /**
   * @param levels third octaves, a row a block, at least one
   * @param lines by fault, a value a block
   * @param struckBlocks of them
   */
  static VibrationReference of(
      List<double[]> levels, Map<BearingFault, List<Double>> lines, int struckBlocks) {
    double[] mean = new double[levels.getFirst().length];
    double[] deviation = new double[mean.length];
    for (int b = 0; b < mean.length; b++) {
      double sum = 0;
      for (double[] row : levels) {
        sum += row[b];
      }
      mean[b] = sum / levels.size();
      double squares = 0;
      for (double[] row : levels) {
        squares += (row[b] - mean[b]) * (row[b] - mean[b]);
      }
      deviation[b] = Math.max(LEAST_DEVIATION_DB, Math.sqrt(squares / levels.size()));
    }
    Map<BearingFault, Double> healthy = new EnumMap<>(BearingFault.class);
    lines.forEach((fault, all) ->
        healthy.put(fault, Medians.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
    return new VibrationReference(
        Medians.ofColumns(levels), mean, deviation, healthy, struckBlocks, levels.size());
  }

  /** Prominence of a fault's lines when healthy; minus infinity when none was looked for. */
  double lineDb(BearingFault fault) {
    return linesDb.getOrDefault(fault, Double.NEGATIVE_INFINITY);
  }

  double riseDb(double[] nowDb) {
    int bands = Math.min(nowDb.length, medianDb.length);
    double sum = 0;
    for (int b = 0; b < bands; b++) {
      sum += nowDb[b] - medianDb[b];
    }
    return bands == 0 ? Double.NaN : sum / bands;
  }

  double changeZ(double[] nowDb) {
    int bands = Math.min(nowDb.length, meanDb.length);
    double sum = 0;
    for (int b = 0; b < bands; b++) {
      double z = (nowDb[b] - meanDb[b]) / deviationDb[b];
      sum += z * z;
    }
    return bands == 0 ? Double.NaN : Math.sqrt(sum / bands);
  }
}
