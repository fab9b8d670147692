package io.linewatch.model.fit;

import io.linewatch.model.fit.FitReport.Disturbance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far the scores of rows learned from move when what they are made of is not what it was, for
 * models whose rows are no end of one recording: records, and windows of many machines. Seeded;
 * sizes are those of {@link Robustness}.
 */
public final class RowRobustness {
  private static final long SEED = 20_210_603;
  private static final int MOST_ROWS = 400;
  private static final int MOST_CHANNELS_APART = 8;

  /** Trees have no slope to follow: the worst of so many drawn directions is taken. */
  private static final int DIRECTIONS = 16;

  private final float[][] rows;

  /** What came before each of them. */
  private final float[][] before;

  private final List<Channel> channels;
  private final ToDoubleFunction<float[]> percent;
  private final double[] spread;
  private final double[] span;

  /**
   * What a channel is in a row.
   *
   * @param levels features that move with the channel's level, at least one
   * @param changes features that are 0 where it does not change
   */
  public record Channel(int[] levels, int[] changes) {}

  /**
   * @param rows learned from, in the order in which they came; some of them are disturbed
   * @param channels that are disturbed; at least one
   * @param percent of the limit, of a row
   */
  public RowRobustness(float[][] rows, List<Channel> channels, ToDoubleFunction<float[]> percent) {
    int count = Math.min(MOST_ROWS, rows.length);
    this.rows = new float[count][];
    this.before = new float[count][];
    for (int i = 0; i < count; i++) {
      int at = (int) ((long) i * rows.length / count);
      this.rows[i] = rows[at];
      this.before[i] = rows[Math.max(0, at - 1)];
    }
    this.channels = List.copyOf(channels);
    this.percent = percent;
    this.spread = new double[channels.size()];
    this.span = new double[channels.size()];
    for (int c = 0; c < spread.length; c++) {
      int level = channels.get(c).levels()[0];
      double[] values = Arrays.stream(rows).mapToDouble(row -> row[level]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      spread[c] =
          Math.sqrt(
              Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
      span[c] =
          Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
    }
  }

  public List<Disturbance> disturbances() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Disturbance> all = new ArrayList<>();
    all.add(told("none", "rows learned from as they are", scores(rows)));
    all.add(
        told(
            "noise",
            "every channel of a row off by noise of " + Robustness.NOISE + " standard deviations",
            scores(noise(random))));
    all.add(
        told(
            "drift",
            "one channel after the other off by " + Robustness.DRIFT + " standard deviations",
            eachChannel((row, c) -> shift(row, c, Robustness.DRIFT * spread[c]))));
    all.add(
        told(
            "missing",
            Math.round(100 * Robustness.MISSING)
                + " % of the readings do not come: those of the row before hold",
            scores(missing(random))));
    all.add(
        told(
            "frozen",
            "one channel after the other holds the value of the first row",
            eachChannel(this::freeze)));
    all.add(
        told(
            "adversarial",
            "every channel off by "
                + Robustness.ACCURACY
                + " of its span, the worst of "
                + DIRECTIONS
                + " drawn directions",
            adversarial(random)));
    return all;
  }

  /** Changes one channel of a row that is a copy. */
  private interface Change {
    void of(float[] row, int channel);
  }

  private void shift(float[] row, int channel, double by) {
    for (int level : channels.get(channel).levels()) {
      row[level] += (float) by;
    }
  }

  private void freeze(float[] row, int channel) {
    float held = rows[0][channels.get(channel).levels()[0]];
    for (int level : channels.get(channel).levels()) {
      row[level] = held;
    }
    for (int change : channels.get(channel).changes()) {
      row[change] = 0;
    }
  }

  private double[] eachChannel(Change change) {
    int apart = Math.min(MOST_CHANNELS_APART, channels.size());
    return IntStream.range(0, apart)
        .map(k -> k * channels.size() / apart)
        .mapToObj(channel -> {
          float[][] changed = copy();
          for (float[] row : changed) {
            change.of(row, channel);
          }
          return scores(changed);
        })
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private float[][] noise(SplittableRandom random) {
    float[][] changed = copy();
    for (float[] row : changed) {
      for (int c = 0; c < spread.length; c++) {
        shift(row, c, Robustness.NOISE * spread[c] * random.nextGaussian());
      }
    }
    return changed;
  }

  private float[][] missing(SplittableRandom random) {
    float[][] changed = copy();
    for (int i = 0; i < changed.length; i++) {
      for (Channel channel : channels) {
        if (random.nextDouble() < Robustness.MISSING) {
          for (int feature : channel.levels()) {
            changed[i][feature] = before[i][feature];
          }
          for (int feature : channel.changes()) {
            changed[i][feature] = before[i][feature];
          }
        }
      }
    }
    return changed;
  }

  private double[] adversarial(SplittableRandom random) {
    double[] worst = scores(rows);
    for (int i = 0; i < worst.length; i++) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        float[] row = rows[i].clone();
        for (int c = 0; c < span.length; c++) {
          shift(row, c, (random.nextBoolean() ? 1 : -1) * Robustness.ACCURACY * span[c]);
        }
        worst[i] = Math.max(worst[i], percent.applyAsDouble(row));
      }
    }
    return worst;
  }

  private float[][] copy() {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  private double[] scores(float[][] changed) {
    return Arrays.stream(changed).mapToDouble(percent).toArray();
  }

  private static Disturbance told(String name, String what, double[] scores) {
    long above = Arrays.stream(scores).filter(score -> score > 100).count();
    return new Disturbance(
        name,
        what,
        scores.length,
        0,
        HeldOut.quantile(scores, 0.5),
        HeldOut.quantile(scores, 0.99),
        (double) above / scores.length);
  }
}
