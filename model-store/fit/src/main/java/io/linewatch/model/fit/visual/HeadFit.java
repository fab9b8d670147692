package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.VisualHead;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Learns heads from whitened places of good pictures, [places × dimensions] each, flat. Pure. */
final class HeadFit {
  /** Remembered places of all good pictures. */
  private static final int MEMORY = 1_000;

  /** Places the remembered ones are chosen from. */
  private static final int CANDIDATES = 10_000;

  private static final double LEAST_SHRINKAGE = 0.1;
  private static final double MOST_SHRINKAGE = 0.9;

  private HeadFit() {}

  /**
   * @param pictures good ones, with their contexts in few numbers
   */
  static VisualHead fit(
      HeadKind kind, int scale, List<PicturePlaces> pictures, int dimensions, long seed) {
    List<float[]> places = pictures.stream().map(p -> p.places().get(scale)).toList();
    return switch (kind) {
      case POSITION -> gaussians(scale, places, dimensions, new float[0][]);
      case CONTEXT -> {
        List<float[]> contexts = pictures.stream().map(p -> p.contexts().get(scale)).toList();
        float[][] weights = ContextFit.weights(contexts, places);
        List<float[]> rest = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
          rest.add(ContextFit.unusual(weights, contexts.get(i), places.get(i)));
        }
        yield gaussians(scale, rest, dimensions, weights);
      }
      case ANYWHERE -> nearest(scale, places, dimensions, new SplittableRandom(seed));
    };
  }

  /**
   * Mean and covariance of every place. The covariance is drawn towards a round one, the more the
   * fewer pictures there are: {@code a = d / (n + d)}, {@code (1 − a)·S + a·(tr S / d)·I}.
   */
  private static VisualHead gaussians(
      int scale, List<float[]> pictures, int dimensions, float[][] context) {
    int places = pictures.getFirst().length / dimensions;
    int count = pictures.size();
    double shrinkage =
        Math.clamp((double) dimensions / (count + dimensions), LEAST_SHRINKAGE, MOST_SHRINKAGE);
    float[][] means = new float[places][dimensions];
    float[][] factors = new float[places][];
    for (int place = 0; place < places; place++) {
      double[] mean = new double[dimensions];
      for (float[] picture : pictures) {
        for (int d = 0; d < dimensions; d++) {
          mean[d] += picture[place * dimensions + d];
        }
      }
      for (int d = 0; d < dimensions; d++) {
        mean[d] /= count;
        means[place][d] = (float) mean[d];
      }
      double[][] covariance = covariance(pictures, place, mean);
      shrink(covariance, shrinkage);
      factors[place] = Whiteness.factor(covariance);
    }
    return new VisualHead.Gaussians(scale, means, factors, context);
  }

  /** Lower half only. */
  private static double[][] covariance(List<float[]> pictures, int place, double[] mean) {
    int dimensions = mean.length;
    double[][] sums = new double[dimensions][dimensions];
    double[] row = new double[dimensions];
    for (float[] picture : pictures) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = picture[place * dimensions + d] - mean[d];
      }
      for (int i = 0; i < dimensions; i++) {
        double value = row[i];
        double[] line = sums[i];
        for (int j = 0; j <= i; j++) {
          line[j] += value * row[j];
        }
      }
    }
    double divisor = Math.max(1, pictures.size() - 1);
    for (double[] line : sums) {
      for (int j = 0; j < dimensions; j++) {
        line[j] /= divisor;
      }
    }
    return sums;
  }

  private static void shrink(double[][] covariance, double shrinkage) {
    double trace = 0;
    for (int d = 0; d < covariance.length; d++) {
      trace += covariance[d][d];
    }
    double round = shrinkage * Math.max(trace / covariance.length, 1e-6);
    for (int i = 0; i < covariance.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] *= 1 - shrinkage;
      }
      covariance[i][i] += round;
    }
  }

  /**
   * Greedy k-centre: each time the candidate that is farthest from all chosen ones (Sener and
   * Savarese, ICLR 2018).
   */
  private static VisualHead nearest(
      int scale, List<float[]> pictures, int dimensions, SplittableRandom random) {
    int places = pictures.getFirst().length / dimensions;
    int all = pictures.size() * places;
    int count = Math.min(CANDIDATES, all);
    float[][] candidates = new float[count][];
    for (int i = 0; i < count; i++) {
      int at = count == all ? i : random.nextInt(all);
      candidates[i] = new float[dimensions];
      System.arraycopy(
          pictures.get(at / places), at % places * dimensions, candidates[i], 0, dimensions);
    }
    float[][] memory = new float[Math.min(MEMORY, count)][];
    float[] distances = new float[count];
    java.util.Arrays.fill(distances, Float.MAX_VALUE);
    int next = random.nextInt(count);
    for (int chosen = 0; chosen < memory.length; chosen++) {
      memory[chosen] = candidates[next];
      int farthest = 0;
      for (int i = 0; i < count; i++) {
        float bound = distances[i];
        distances[i] =
            Math.min(bound, HeadMap.squaredUpTo(bound, candidates[i], 0, memory[chosen]));
        farthest = distances[i] > distances[farthest] ? i : farthest;
      }
      next = farthest;
    }
    return new VisualHead.Nearest(scale, memory);
  }
}
