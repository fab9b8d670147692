package io.linewatch.model.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a {@link Network} to expect every channel from the columns it may see. Every sixth stretch
 * of the rows is held out; training ends when these have not become better for a while, and the
 * best network is kept. The same rows give the same network, on every machine: the order is seeded
 * and the arithmetic is one thread's.
 */
final class NetworkTraining {
  private static final long SEED = 20_140_622;
  private static final int MOST_UNITS = 32;
  private static final int MOST_ROWS = 2_000;
  private static final int BATCH = 32;
  private static final int MOST_EPOCHS = 60;
  private static final int PATIENCE = 8;
  private static final int STRETCHES = 12;
  private static final int HELD_OUT_EVERY = 6;

  private final List<double[]> learned = new ArrayList<>();
  private final List<double[]> heldOut = new ArrayList<>();
  private final double[][] seen;
  private final int[][] judged;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Network network;
  private final Adam[] hidden;
  private final Adam hiddenBias;
  private final Adam[] out;
  private final Adam[] straight;
  private final Adam outBias;

  /**
   * @param rows standardised; at most {@value #MOST_ROWS} of them, evenly, are used
   * @param seen by channel and column: 1 where its expectation may rest on the column, else 0
   * @param judged by channel, the columns that are expected
   */
  NetworkTraining(double[][] rows, double[][] seen, int[][] judged) {
    this.seen = seen;
    this.judged = judged;
    int used = Math.min(MOST_ROWS, rows.length);
    for (int i = 0; i < used; i++) {
      double[] row = rows[(int) ((long) i * rows.length / used)];
      boolean out = i * STRETCHES / used % HELD_OUT_EVERY == HELD_OUT_EVERY - 1;
      (out ? heldOut : learned).add(row);
    }
    int features = rows[0].length;
    this.network = Network.random(features, Math.min(MOST_UNITS, 2 * features), random);
    this.hidden = Adam.of(network.hidden());
    this.hiddenBias = new Adam(network.hiddenBias());
    this.out = Adam.of(network.out());
    this.straight = Adam.of(network.straight());
    this.outBias = new Adam(network.outBias());
  }

  /** The rows that had no part in the weights. */
  List<double[]> heldOut() {
    return heldOut;
  }

  Network train() {
    Network best = network.copy();
    double least = error(best);
    int worse = 0;
    int steps = 0;
    for (int epoch = 0; epoch < MOST_EPOCHS && worse < PATIENCE; epoch++) {
      shuffle();
      for (int from = 0; from < learned.size(); from += BATCH) {
        int to = Math.min(learned.size(), from + BATCH);
        for (int i = from; i < to; i++) {
          learn(learned.get(i), random.nextInt(seen.length));
        }
        step(++steps, 1.0 / (to - from));
      }
      double error = error(network);
      worse = error < least ? 0 : worse + 1;
      if (error < least) {
        least = error;
        best = network.copy();
      }
    }
    return best;
  }

  private void shuffle() {
    for (int i = learned.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double[] row = learned.get(i);
      learned.set(i, learned.get(other));
      learned.set(other, row);
    }
  }

  /** Mean squared error of the held-out rows. */
  private double error(Network tried) {
    double sum = 0;
    for (double[] row : heldOut) {
      for (int c = 0; c < seen.length; c++) {
        double[] units = tried.units(row, seen[c]);
        for (int column : judged[c]) {
          double apart = row[column] - tried.expected(column, row, seen[c], units);
          sum += apart * apart;
        }
      }
    }
    return sum / Math.max(1, heldOut.size());
  }

  /** Gathers the slopes of half the squared error of one channel of one row. */
  private void learn(double[] row, int channel) {
    double[] visible = seen[channel];
    double[] units = network.units(row, visible);
    double[] unitSlopes = new double[units.length];
    for (int column : judged[channel]) {
      double slope = network.expected(column, row, visible, units) - row[column];
      outBias.add(column, slope);
      for (int u = 0; u < units.length; u++) {
        if (units[u] > 0) {
          out[u].add(column, slope * units[u]);
          unitSlopes[u] += slope * network.out()[u][column];
        }
      }
      for (int f = 0; f < row.length; f++) {
        straight[f].add(column, slope * row[f] * visible[f]);
      }
    }
    for (int u = 0; u < units.length; u++) {
      hiddenBias.add(u, unitSlopes[u]);
      for (int f = 0; f < row.length && unitSlopes[u] != 0; f++) {
        hidden[f].add(u, unitSlopes[u] * row[f] * visible[f]);
      }
    }
  }

  private void step(int steps, double share) {
    for (Adam[] rows : List.of(hidden, out, straight)) {
      for (Adam row : rows) {
        row.step(steps, share);
      }
    }
    hiddenBias.step(steps, share);
    outBias.step(steps, share);
  }
}
