package io.linewatch.model.life;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.fit.FitRefused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Refuses runs nothing sound can be learned from; leaves out single channels and machines. */
final class UsableRuns {
  /** Each fold of the cross-validation needs machines to judge. */
  static final int LEAST_MACHINES = 10;

  private static final double LEAST_RELATIVE_SPREAD = 1e-9;
  private static final double MOST_MISSING = 0.2;
  private static final double LEAST_CORRELATION = 0.1;
  private static final double LEAK_CORRELATION = 0.999;

  /** So many times as far away as all the others are from each other: another unit. */
  private static final double FOREIGN_RANGES = 10;

  private UsableRuns() {}

  /**
   * @param window cycles a machine must have run
   * @param dropped gets a sentence for each channel left out
   * @param notes gets a sentence for machines left out
   */
  static Runs of(Runs runs, int window, List<String> dropped, List<String> notes)
      throws FitRefused {
    List<Runs.Run> longEnough =
        runs.runs().stream().filter(run -> run.cycles().length >= window).toList();
    int tooShort = runs.runs().size() - longEnough.size();
    if (tooShort > 0) {
      notes.add(tooShort + " machines ran fewer than " + window + " cycles: left out");
    }
    if (longEnough.size() < LEAST_MACHINES) {
      throw new FitRefused(
          "a remaining life needs at least "
              + LEAST_MACHINES
              + " machines that ran to failure, "
              + window
              + " cycles or longer; the tables have "
              + longEnough.size()
              + ". Record more runs, or take a shorter --window");
    }
    Runs kept = channels(new Runs(runs.channels(), longEnough, runs.notes()), dropped);
    for (int c = 0; c < kept.channels().size(); c++) {
      requireOneUnit(kept, c);
      requireNoLeak(kept, c);
    }
    return kept;
  }

  /**
   * Leaves out channels whose windows go up and down whatever life is left: noise to a kernel. Only
   * where the user named no channels.
   *
   * @param table of these runs
   */
  static Runs thatFollowTheLife(Runs runs, LifeTable table, double cap, List<String> dropped)
      throws FitRefused {
    int perChannel = table.rows()[0].length / runs.channels().size();
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < runs.channels().size(); c++) {
      double strongest = 0;
      for (int f = c * perChannel; f < (c + 1) * perChannel; f++) {
        Correlation correlation = new Correlation();
        for (int i = 0; i < table.size(); i++) {
          correlation.add(table.rows()[i][f], Math.min(cap, table.life()[i]));
        }
        strongest = Math.max(strongest, Math.abs(correlation.value()));
      }
      if (strongest < LEAST_CORRELATION) {
        dropped.add(
            runs.channels().get(c).channel()
                + String.format(
                    Locale.ROOT, ": it does not follow the life (correlation %.2f)", strongest));
      } else {
        kept.add(c);
      }
    }
    if (kept.isEmpty()) {
      throw new FitRefused("no channel follows the life: " + String.join("; ", dropped));
    }
    return select(runs, kept);
  }

  private static Runs channels(Runs runs, List<String> dropped) throws FitRefused {
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < runs.channels().size(); c++) {
      String name = runs.channels().get(c).channel();
      double[] values = finite(runs, c);
      double missing = 1 - (double) values.length / runs.rows();
      if (missing > MOST_MISSING) {
        dropped.add(name + ": " + Math.round(100 * missing) + " % of its values are missing");
      } else if (isConstant(values)) {
        dropped.add(name + ": it is constant at " + values[0] + ", so nothing can be learned");
      } else {
        kept.add(c);
      }
    }
    if (kept.isEmpty()) {
      throw new FitRefused("no channel can be learned from: " + String.join("; ", dropped));
    }
    return select(runs, kept);
  }

  private static Runs select(Runs runs, List<Integer> kept) {
    List<CsvGuess.Column> channels = kept.stream().map(runs.channels()::get).toList();
    List<Runs.Run> selected = new ArrayList<>();
    for (Runs.Run run : runs.runs()) {
      double[][] values = new double[run.cycles().length][kept.size()];
      for (int i = 0; i < values.length; i++) {
        for (int c = 0; c < kept.size(); c++) {
          values[i][c] = run.values()[i][kept.get(c)];
        }
      }
      selected.add(new Runs.Run(run.unit(), run.cycles(), values));
    }
    return new Runs(channels, selected, runs.notes());
  }

  /** One machine whose values lie far from where all the others lie was written in another unit. */
  private static void requireOneUnit(Runs runs, int channel) throws FitRefused {
    List<Runs.Run> all = runs.runs();
    double[] typical = new double[all.size()];
    for (int i = 0; i < typical.length; i++) {
      typical[i] =
          median(finite(new Runs(runs.channels(), List.of(all.get(i)), List.of()), channel));
    }
    double[] present = Arrays.stream(typical).filter(Double::isFinite).sorted().toArray();
    double spread = quantile(present, 0.9) - quantile(present, 0.1);
    double middle = quantile(present, 0.5);
    double within = deviation(finite(runs, channel), middle);
    double reach = FOREIGN_RANGES * Math.max(spread, within);
    for (int i = 0; i < typical.length; i++) {
      if (Math.abs(typical[i] - middle) > reach) {
        throw new FitRefused(
            "channel "
                + runs.channels().get(channel).channel()
                + " of machine "
                + all.get(i).unit()
                + " lies around "
                + typical[i]
                + ", those of the others around "
                + middle
                + ": another unit? Convert it, take out the machine, or choose other channels with"
                + " --channels");
      }
    }
  }

  private static void requireNoLeak(Runs runs, int channel) throws FitRefused {
    Correlation correlation = new Correlation();
    for (Runs.Run run : runs.runs()) {
      for (int i = 0; i < run.cycles().length; i++) {
        double value = run.values()[i][channel];
        if (Double.isFinite(value)) {
          correlation.add(value, (double) (run.lastCycle() - run.cycles()[i]));
        }
      }
    }
    if (Math.abs(correlation.value()) > LEAK_CORRELATION) {
      throw new FitRefused(
          "channel "
              + runs.channels().get(channel).channel()
              + " tells the remaining life itself (correlation "
              + correlation.value()
              + "): a machine in service does not have it. Leave it out with --channels");
    }
  }

  private static double[] finite(Runs runs, int channel) {
    return runs.runs().stream()
        .flatMap(run -> Arrays.stream(run.values()))
        .mapToDouble(row -> row[channel])
        .filter(Double::isFinite)
        .toArray();
  }

  private static boolean isConstant(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    return most - least <= LEAST_RELATIVE_SPREAD * Math.max(1, Math.abs(most));
  }

  /** Median of the distances from a middle: a few foreign values do not move it. */
  private static double deviation(double[] values, double middle) {
    double[] distances = Arrays.stream(values).map(v -> Math.abs(v - middle)).sorted().toArray();
    return quantile(distances, 0.5);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  private static double quantile(double[] sorted, double p) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (p * (sorted.length - 1))];
  }
}
