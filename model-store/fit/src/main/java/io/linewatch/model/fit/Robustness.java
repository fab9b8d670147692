package io.linewatch.model.fit;

import io.linewatch.model.fit.FitReport.Disturbance;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.ModelSpec.FeatureColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far the scores of normal running move when its readings are not what they were: seeded
 * disturbances of the end of the recording, through the windows a gateway makes. Sizes are in parts
 * of what the recording shows of each channel, because nobody stated the sensors' accuracy.
 */
final class Robustness {
  /** Standard deviation of the noise, in standard deviations of the channel. */
  static final double NOISE = 0.1;

  /** What one channel is off by at the end of its drift, in standard deviations of it. */
  static final double DRIFT = 2;

  /** Share of the readings that do not come. */
  static final double MISSING = 0.05;

  /** Accuracy a sensor of class 1 has: this share of its span, here of the span recorded. */
  static final double ACCURACY = 0.01;

  private static final long SEED = 20_210_603;
  private static final int WINDOWS = 1_000;
  private static final int MOST_CHANNELS_APART = 8;

  private final FittedModel model;
  private final ModelSpec spec;
  private final RecordedRows part;
  private final double[] spread;
  private final double[] span;
  private final double[] first;

  Robustness(FittedModel model, ModelSpec spec, RecordedRows recording) {
    this.model = model;
    this.spec = spec;
    int rows = WINDOWS + spec.rowsBeforeFirstScore() - 1;
    this.part = end(recording, Math.min(rows, recording.size()));
    int channels = recording.channels().size();
    this.spread = new double[channels];
    this.span = new double[channels];
    this.first = new double[channels];
    for (int c = 0; c < channels; c++) {
      spread[c] = UsableChannels.spread(recording, c);
      double[] values = finite(recording, c);
      span[c] = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
      first[c] = Arrays.stream(finite(part, c)).findFirst().orElse(Double.NaN);
    }
  }

  List<Disturbance> disturbances() {
    float[][] undisturbed = features(part.values());
    double[] before = scores(undisturbed);
    List<Disturbance> disturbances = new ArrayList<>();
    add(disturbances, "none", "the end of the recording as it is", before.length, before);
    add(
        disturbances,
        "noise",
        "noise of " + NOISE + " standard deviations on every reading",
        before.length,
        scores(features(noise())));
    add(
        disturbances,
        "drift",
        "one channel after the other drifts off by " + DRIFT + " standard deviations",
        apart() * before.length,
        eachChannel((values, row, channel) ->
            values[row][channel] + DRIFT * spread[channel] * row / values.length));
    add(
        disturbances,
        "missing",
        Math.round(100 * MISSING) + " % of the readings do not come",
        before.length,
        scores(features(missing())));
    add(
        disturbances,
        "frozen",
        "one channel after the other holds its first value",
        apart() * before.length,
        eachChannel((_, _, channel) -> first[channel]));
    add(
        disturbances,
        "adversarial",
        "every channel off by at most " + ACCURACY + " of its span, to raise the score most",
        before.length,
        scores(adversarial(undisturbed)));
    return disturbances;
  }

  /** What a channel reads instead. */
  private interface Change {
    double value(double[][] values, int row, int channel);
  }

  private double[] eachChannel(Change change) {
    List<double[]> all = new ArrayList<>();
    int channels = spec.inputs().size();
    for (int k = 0; k < apart(); k++) {
      int channel = k * channels / apart();
      double[][] values = copy();
      for (int i = 0; i < values.length; i++) {
        values[i][channel] = change.value(part.values(), i, channel);
      }
      all.add(scores(features(values)));
    }
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private int apart() {
    return Math.min(MOST_CHANNELS_APART, spec.inputs().size());
  }

  private double[][] noise() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] values = copy();
    for (double[] row : values) {
      for (int c = 0; c < row.length; c++) {
        row[c] += NOISE * spread[c] * random.nextGaussian();
      }
    }
    return values;
  }

  private double[][] missing() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] values = copy();
    for (double[] row : values) {
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextDouble() < MISSING ? Double.NaN : row[c];
      }
    }
    return values;
  }

  /** One step along the sign of the score's slope (Goodfellow, Shlens and Szegedy, ICLR 2015). */
  private float[][] adversarial(float[][] rows) {
    List<FeatureColumn> columns = spec.columns();
    float[][] moved = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] slopes = model.slopes(rows[i]);
      double[] byChannel = new double[spec.inputs().size()];
      for (int f = 0; f < slopes.length; f++) {
        byChannel[columns.get(f).input()] += movesWithLevel(columns.get(f)) ? slopes[f] : 0;
      }
      moved[i] = rows[i].clone();
      for (int f = 0; f < slopes.length; f++) {
        int channel = columns.get(f).input();
        if (movesWithLevel(columns.get(f))) {
          moved[i][f] += (float) (Math.signum(byChannel[channel]) * ACCURACY * span[channel]);
        }
      }
    }
    return moved;
  }

  private static boolean movesWithLevel(FeatureColumn column) {
    return column.feature() != Feature.STD && column.feature() != Feature.SLOPE;
  }

  private static void add(
      List<Disturbance> disturbances, String name, String what, int rows, double[] scores) {
    int above = (int) Arrays.stream(scores).filter(score -> score > 100).count();
    boolean any = scores.length > 0;
    disturbances.add(
        new Disturbance(
            name,
            what,
            scores.length,
            rows - scores.length,
            any ? HeldOut.quantile(scores, 0.5) : 0,
            any ? HeldOut.quantile(scores, 0.99) : 0,
            any ? (double) above / scores.length : 0));
  }

  private float[][] features(double[][] values) {
    return FeatureTable.of(
            new RecordedRows(
                part.channels(),
                part.timesMicros(),
                values,
                part.labelled(),
                List.of(),
                part.breaks()),
            spec)
        .rows();
  }

  private double[] scores(float[][] rows) {
    return Arrays.stream(rows).mapToDouble(model::percent).toArray();
  }

  private double[][] copy() {
    return Arrays.stream(part.values()).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[] finite(RecordedRows recording, int channel) {
    return Arrays.stream(recording.values())
        .mapToDouble(row -> row[channel])
        .filter(Double::isFinite)
        .toArray();
  }

  private static RecordedRows end(RecordedRows recording, int rows) {
    int from = recording.size() - rows;
    return new RecordedRows(
        recording.channels(),
        Arrays.copyOfRange(recording.timesMicros(), from, recording.size()),
        IntStream.range(from, recording.size())
            .mapToObj(i -> recording.values()[i])
            .toArray(double[][]::new),
        Arrays.copyOfRange(recording.labelled(), from, recording.size()),
        List.of(),
        recording.breaks());
  }
}
