package io.linewatch.bench.bearing;

import io.linewatch.model.vibration.BlockFeatures;
import io.linewatch.model.vibration.MeasuredMachine;
import io.linewatch.model.vibration.VibrationTrend;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Whether a record at 48 kHz is told from the healthy one by 2,048 samples, whatever its loudness:
 * learned from the first half of the healthy record, the limit from its third quarter, judged on
 * its last. Windows at unit RMS, noise in all of them.
 *
 * @param mean area under the ROC curve, over the records
 * @param recallPercent mean over the records, at the limit that at most 1 % of the third quarter
 *     pass
 */
record CwruDetection(int records, double mean, double worst, double recallPercent) {
  private static final int WINDOW = 2_048;
  private static final double RATE_HZ = 48_000;

  static CwruDetection of(List<CwruRecord> all, Random random, double snrDb) throws IOException {
    CwruRecord healthy =
        all.stream().filter(record -> record.fault() == null).findFirst().orElseThrow();
    double[] normal = healthy.driveEnd();
    int half = normal.length / 2;
    int threeQuarters = normal.length * 3 / 4;
    MeasuredMachine machine = new MeasuredMachine("[g]", healthy.speedRpm(), null);
    VibrationTrend trend = new VibrationTrend(machine, half / WINDOW);
    var _ = scores(trend, machine, Arrays.copyOf(normal, half), snrDb, random);
    double[] held =
        scores(trend, machine, Arrays.copyOfRange(normal, half, threeQuarters), snrDb, random);
    Arrays.sort(held);
    double limit = held[held.length - 1];
    double[] negatives =
        scores(
            trend,
            machine,
            Arrays.copyOfRange(normal, threeQuarters, normal.length),
            snrDb,
            random);
    double sum = 0;
    double worst = 1;
    double recall = 0;
    int count = 0;
    for (CwruRecord record : all) {
      if (record.fault() != null && record.rateHz() == RATE_HZ) {
        double[] positives = scores(trend, machine, record.driveEnd(), snrDb, random);
        double area = auroc(positives, negatives);
        sum += area;
        worst = Math.min(worst, area);
        recall +=
            100.0 * Arrays.stream(positives).filter(s -> s > limit).count() / positives.length;
        count++;
      }
    }
    return new CwruDetection(count, sum / count, worst, recall / count);
  }

  private static double[] scores(
      VibrationTrend trend, MeasuredMachine machine, double[] signal, double snrDb, Random random) {
    double[] scores = new double[signal.length / WINDOW];
    for (int w = 0; w < scores.length; w++) {
      double[] window = Arrays.copyOfRange(signal, w * WINDOW, (w + 1) * WINDOW);
      double[] noisy =
          Noise.added(Noise.added(window, snrDb, random), Double.POSITIVE_INFINITY, random);
      scores[w] = trend.accept(BlockFeatures.of(noisy, RATE_HZ, machine)).changeZ();
    }
    return scores;
  }

  private static double auroc(double[] positives, double[] negatives) {
    double wins = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    return wins / ((double) positives.length * negatives.length);
  }
}
