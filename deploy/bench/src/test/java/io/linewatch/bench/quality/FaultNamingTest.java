package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.inference.Scores;
import io.linewatch.edge.window.ModelWindow;
import io.linewatch.model.feature.FeatureVector;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitMethod.Kind;
import io.linewatch.model.fit.FitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight channels that follow one load, pairwise correlated by a stated ρ. A fault breaks how one of
 * them goes with the others and leaves its mean where it was: no shift of a column. It goes through
 * the package, the agent's windows and the agent's inference; what is judged is the channel named
 * first where the decision would be raised, ten rows above the limit.
 */
class FaultNamingTest {
  private static final long SEED = 2_009;
  private static final int CHANNELS = 8;
  private static final int LEARNED = 4_000;
  private static final int ROWS = 600;
  private static final int FAULT_FROM = 200;
  private static final int ON_DELAY_ROWS = 10;
  private static final int FAULTS = 24;
  private static final long FIRST_SECOND = 1_700_000_000L;

  @TempDir private Path folder;
  private final List<LoadedModel> opened = new ArrayList<>();

  @AfterEach
  void release() {
    opened.forEach(LoadedModel::release);
  }

  enum Fault {
    /** Holds the value it had. */
    FROZEN,
    /** Its gain is three times what it was. */
    GAIN_TIMES_THREE,
    /** Wired backwards: the sign of its deviations is turned. */
    REVERSED,
    /** Reads another machine: the same distribution, nothing to do with this one. */
    FOREIGN
  }

  /** Every fault counts, found or not: it is named where its score is greatest. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PRINCIPAL_COMPONENTS", "SIMILARITY", "AUTOENCODER", "COMPONENTS_AND_SIMILARITY"})
  void theFaultyChannelIsNamedFirstInNineOfTenOfAllFaults(Kind kind) throws Exception {
    int named = 0;
    int all = 0;
    List<String> rates = new ArrayList<>();
    for (double correlation : new double[] {0.6, 0.8}) {
      SplittableRandom random = new SplittableRandom(SEED);
      LoadedModel model = model(random, correlation, FitMethod.STANDARD.as(kind));
      for (Fault fault : Fault.values()) {
        int right = 0;
        for (int i = 0; i < FAULTS; i++) {
          int faulty = i % CHANNELS;
          double[][] rows = normal(random, ROWS, correlation);
          breakChannel(fault, rows, faulty, normal(random, ROWS, correlation));
          right += namedAtItsGreatest(model, rows) == faulty ? 1 : 0;
        }
        named += right;
        all += FAULTS;
        rates.add(fault + " at ρ = " + correlation + ": " + right + " of " + FAULTS);
      }
    }
    System.out.println(kind + " names " + named + " of " + all + " faults first: " + rates);
    assertThat((double) named / all)
        .as("seed %d: share of all faults named rightly, %s", SEED, rates)
        .isGreaterThanOrEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({
    "FROZEN, 0.8, 0.6",
    "GAIN_TIMES_THREE, 0.6, 0.9",
    "GAIN_TIMES_THREE, 0.8, 0.9",
    "REVERSED, 0.6, 0.7",
    "REVERSED, 0.8, 0.9",
    "FOREIGN, 0.6, 0.4",
    "FOREIGN, 0.8, 0.8"
  })
  void theFaultyChannelIsNamedFirstInNineOfTenFoundFaults(
      Fault fault, double correlation, double leastFound) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    LoadedModel model = model(random, correlation, FitMethod.STANDARD);
    int found = 0;
    int named = 0;
    for (int i = 0; i < FAULTS; i++) {
      int faulty = i % CHANNELS;
      double[][] rows = normal(random, ROWS, correlation);
      breakChannel(fault, rows, faulty, normal(random, ROWS, correlation));
      int first = namedWhenRaised(model, rows);
      found += first >= 0 ? 1 : 0;
      named += first == faulty ? 1 : 0;
    }
    assertThat((double) found / FAULTS)
        .as("seed %d: share of %s found at ρ = %s", SEED, fault, correlation)
        .isGreaterThanOrEqualTo(leastFound);
    assertThat((double) named / found)
        .as("seed %d: share of found %s named rightly at ρ = %s", SEED, fault, correlation)
        .isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void theChannelsAreAsCorrelatedAsStated() {
    double[][] rows = normal(new SplittableRandom(SEED), 100_000, 0.6);
    assertThat(correlation(rows, 0, 5)).isBetween(0.5, 0.7);
  }

  private LoadedModel model(SplittableRandom random, double correlation, FitMethod method)
      throws Exception {
    Path file = recording(normal(random, LEARNED, correlation));
    LoadedModel model =
        new FittedPackage(folder).of(FitOptions.of("line", List.of(file), null).with(method));
    opened.add(model);
    return model;
  }

  /** Index of the channel named first, or −1 when nothing is raised. */
  private static int namedWhenRaised(LoadedModel model, double[][] rows) {
    Scores scores = scores(model, rows);
    int above = 0;
    for (int i = 0; i < scores.score().length; i++) {
      above = scores.score()[i] > 100 ? above + 1 : 0;
      if (above == ON_DELAY_ROWS) {
        return greatest(scores.contributions(i));
      }
    }
    return -1;
  }

  /** Index of the channel named first in the faulty row with the greatest score. */
  private static int namedAtItsGreatest(LoadedModel model, double[][] rows) {
    Scores scores = scores(model, rows);
    int most = FAULT_FROM;
    for (int i = FAULT_FROM; i < scores.score().length; i++) {
      most = scores.score()[i] > scores.score()[most] ? i : most;
    }
    return greatest(scores.contributions(most));
  }

  private static Scores scores(LoadedModel model, double[][] rows) {
    List<float[]> features = new ArrayList<>();
    ModelWindow window = new ModelWindow(model.spec());
    for (int i = 0; i < rows.length; i++) {
      long time = (FIRST_SECOND + i) * 1_000_000L;
      for (int c = 0; c < CHANNELS; c++) {
        window.accept("c" + c, time, rows[i][c], Quality.GOOD, time).stream()
            .map(FeatureVector::values)
            .forEach(features::add);
      }
    }
    window.flush().stream().map(FeatureVector::values).forEach(features::add);
    return model.score(features);
  }

  private static int greatest(float[] shares) {
    int first = 0;
    for (int c = 1; c < shares.length; c++) {
      first = shares[c] > shares[first] ? c : first;
    }
    return first;
  }

  private static void breakChannel(Fault fault, double[][] rows, int channel, double[][] other) {
    for (int i = FAULT_FROM; i < rows.length; i++) {
      rows[i][channel] =
          switch (fault) {
            case FROZEN -> rows[FAULT_FROM][channel];
            case GAIN_TIMES_THREE -> 3 * rows[i][channel];
            case REVERSED -> -rows[i][channel];
            case FOREIGN -> other[i][channel];
          };
    }
  }

  /** Mean 0, variance 1; the load lasts about half a minute, what is a channel's own some rows. */
  private static double[][] normal(SplittableRandom random, int rows, double correlation) {
    double[][] values = new double[rows][CHANNELS];
    double load = random.nextGaussian();
    double[] own = new double[CHANNELS];
    for (double[] row : values) {
      load = 0.97 * load + Math.sqrt(1 - 0.97 * 0.97) * random.nextGaussian();
      for (int c = 0; c < CHANNELS; c++) {
        own[c] = 0.8 * own[c] + 0.6 * random.nextGaussian();
        row[c] = Math.sqrt(correlation) * load + Math.sqrt(1 - correlation) * own[c];
      }
    }
    return values;
  }

  private static double correlation(double[][] rows, int a, int b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (double[] row : rows) {
      ab += row[a] * row[b];
      aa += row[a] * row[a];
      bb += row[b] * row[b];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private Path recording(double[][] rows) throws IOException {
    StringBuilder text = new StringBuilder("time");
    for (int c = 0; c < CHANNELS; c++) {
      text.append(";c").append(c);
    }
    text.append('\n');
    for (int i = 0; i < rows.length; i++) {
      text.append(Instant.ofEpochSecond(FIRST_SECOND + i));
      for (double value : rows[i]) {
        text.append(String.format(Locale.ROOT, ";%.5f", value));
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("normal.csv"), text);
  }
}
