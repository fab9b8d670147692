package io.linewatch.model.fit;

import io.linewatch.model.fit.FitMethod.Kind;
import io.linewatch.model.fit.FitReport.Candidate;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses how normal running is learned, from normal running alone: each candidate learns from two
 * thirds of the recording, faults of a stated size are put into the third it has not seen, and what
 * counts is the share of the faulty rows above a limit that {@value #FALSE_ALARM_SHARE} of that
 * third's sound rows exceed. So all are compared at one false-alarm rate, and no label has a part
 * in it (injected faults as the criterion: Goswami et al., ICLR 2023). It knows of no other faults
 * than these.
 */
final class MethodChoice {
  /** Share of sound held-out rows above the limit at which candidates are compared. */
  static final double FALSE_ALARM_SHARE = 0.005;

  private static final int FOLDS = 3;
  private static final int MOST_ROWS_JUDGED = 2_000;
  private static final int MOST_CHANNELS = 6;
  private static final long SEED = 20_230_501;

  /**
   * Windows short and long, rows remembered, small networks, two together, what moves in windows,
   * and rows that remember the ones before.
   */
  static final List<FitMethod> CANDIDATES =
      List.of(
          FitMethod.STANDARD,
          FitMethod.STANDARD.similarity(),
          FitMethod.STANDARD.as(Kind.AUTOENCODER),
          FitMethod.STANDARD.as(Kind.COMPONENTS_AND_SIMILARITY),
          FitMethod.STANDARD.as(Kind.COMPONENTS_AND_AUTOENCODER),
          FitMethod.window(5).as(Kind.AUTOENCODER),
          new FitMethod(Kind.FORECASTER, 5, List.of(Feature.MEAN), List.of(0, 5, 10), 0.95, 1),
          FitMethod.window(5).similarity(),
          FitMethod.window(5),
          FitMethod.window(60),
          new FitMethod(20, List.of(Feature.MEAN), List.of(0), 0.8, 1),
          new FitMethod(20, List.of(Feature.MEAN, Feature.STD), List.of(0), 0.95, 1),
          new FitMethod(1, List.of(Feature.MEAN), List.of(0, 1), 0.99, 9));

  private final FitOptions options;
  private final RecordedRows recording;
  private final FitProgress progress;

  MethodChoice(FitOptions options, RecordedRows recording, FitProgress progress) {
    this.options =
        new FitOptions(
            options.name(),
            options.files(),
            options.channels(),
            options.rows(),
            options.from(),
            options.to(),
            options.gridStep(),
            options.method(),
            options.assetLabel(),
            null);
    this.recording = recording;
    this.progress = progress;
  }

  /**
   * Every candidate with what it found, the best first; of equals the first stays first.
   *
   * @throws FitRefused when the recording is too short for any of them
   */
  List<Judged> judged(List<FitMethod> candidates) throws FitRefused {
    List<Judged> judged = new ArrayList<>();
    FitRefused last = null;
    int tried = 0;
    for (FitMethod method : candidates) {
      tried++;
      try {
        double found = found(method);
        judged.add(new Judged(method, found));
        progress.said(
            String.format(
                Locale.ROOT,
                "Tried %d of %d: %s finds %.1f %% of the faulty rows",
                tried,
                candidates.size(),
                method,
                100 * found));
      } catch (FitRefused tooShort) {
        last = tooShort;
        progress.said("Not tried, " + method + ": " + tooShort.getMessage());
      }
    }
    if (judged.isEmpty()) {
      throw new FitRefused(
          "nothing to choose from: " + (last == null ? "no candidates" : last.getMessage()));
    }
    judged.sort(Comparator.comparingDouble(Judged::foundShare).reversed());
    return judged;
  }

  /**
   * @param foundShare of the faulty rows, mean over kinds of faults, channels and thirds
   */
  record Judged(FitMethod method, double foundShare) {
    Candidate candidate() {
      return new Candidate(method.toString(), foundShare);
    }
  }

  private double found(FitMethod method) throws FitRefused {
    double sum = 0;
    int parts = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int from = recording.size() * fold / FOLDS;
      int to = recording.size() * (fold + 1) / FOLDS;
      Learner.Learned learned = Learner.learn(options.with(method), without(from, to), _ -> {});
      Fold part = new Fold(learned, slice(from, Math.min(to, from + MOST_ROWS_JUDGED)));
      for (double share : part.foundShares()) {
        sum += share;
        parts++;
      }
    }
    return parts == 0 ? 0 : sum / parts;
  }

  /** One third, judged by what was learned from the others. */
  private static final class Fold {
    private final FittedModel model;
    private final ModelSpec spec;
    private final RecordedRows part;

    Fold(Learner.Learned learned, RecordedRows part) {
      this.model = learned.model();
      this.spec = learned.spec();
      this.part = part;
    }

    double[] foundShares() {
      double[] sound = scores(part.values(), 0);
      if (sound.length == 0) {
        return new double[0];
      }
      double limit = HeldOut.quantile(sound, 1 - FALSE_ALARM_SHARE);
      SplittableRandom random = new SplittableRandom(SEED);
      int channels = spec.inputs().size();
      int apart = Math.min(MOST_CHANNELS, channels);
      List<Double> shares = new ArrayList<>();
      for (SeededFaults.Kind kind : SeededFaults.KINDS) {
        for (int k = 0; k < apart; k++) {
          int from = part.size() / 2;
          double[][] faulty =
              SeededFaults.put(kind, part.values(), k * channels / apart, from, random);
          double[] scores = scores(faulty, part.timesMicros()[from]);
          long above = Arrays.stream(scores).filter(score -> score > limit).count();
          if (scores.length > 0) {
            shares.add((double) above / scores.length);
          }
        }
      }
      return shares.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[] scores(double[][] values, long fromMicros) {
      FeatureTable table =
          FeatureTable.of(
              new RecordedRows(
                  part.channels(),
                  part.timesMicros(),
                  values,
                  part.labelled(),
                  List.of(),
                  part.breaks()),
              spec);
      return IntStream.range(0, table.size())
          .filter(i -> table.timesMicros()[i] >= fromMicros)
          .mapToDouble(i -> model.percent(table.rows()[i]))
          .toArray();
    }
  }

  private RecordedRows without(int from, int to) {
    return rows(
        IntStream.concat(IntStream.range(0, from), IntStream.range(to, recording.size()))
            .toArray());
  }

  private RecordedRows slice(int from, int to) {
    return rows(IntStream.range(from, to).toArray());
  }

  private RecordedRows rows(int[] chosen) {
    boolean[] labelled = new boolean[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      labelled[i] = recording.labelled()[chosen[i]];
    }
    return new RecordedRows(
        recording.channels(),
        Arrays.stream(chosen).mapToLong(i -> recording.timesMicros()[i]).toArray(),
        Arrays.stream(chosen).mapToObj(i -> recording.values()[i]).toArray(double[][]::new),
        labelled,
        List.of(),
        recording.breaks());
  }
}
