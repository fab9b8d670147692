package io.linewatch.model.feature;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to the graph's input: per channel the features of a sliding window, and the same of windows
 * that ended some rows ago (lags).
 *
 * <p>All is computed in double precision on values less the input's offset, and rounded to float32
 * once at the end; the fit trains on exactly these numbers. Memory: as many rows as the longest lag
 * and the window span. Not thread-safe.
 */
public final class FeatureWindow {
  private final List<ModelSpec.Input> inputs;
  private final Feature[] features;
  private final int[] lags;
  private final int windowRows;
  private final long stepMicros;
  private final long hopMicros;

  /** Ring of the last rows, values less offset. */
  private final double[][] ring;

  private final Quality[] ringQualities;
  private final int featureCount;

  /** Rows since the last gap; the newest is at {@code (total − 1) % ring.length}. */
  private long total;

  /** Consecutive usable rows up to the newest. */
  private long usable;

  private long lastMicros = Long.MIN_VALUE;
  private long made;
  private long notFull;
  private long badInput;
  private long timeJumps;

  /**
   * What a window has done so far.
   *
   * @param made vectors made
   * @param notFull rows that made none because too few came since the start or a jump in time
   * @param badInput rows that made none because an input was missing or bad in them or in the
   *     window
   * @param timeJumps rows that did not follow the one before by one grid step
   */
  public record Counts(long made, long notFull, long badInput, long timeJumps) {}

  public FeatureWindow(ModelSpec spec) {
    this.inputs = spec.inputs();
    this.features = spec.features().toArray(Feature[]::new);
    this.lags = spec.lags().stream().mapToInt(Integer::intValue).toArray();
    this.windowRows = spec.window().rows();
    this.stepMicros = spec.gridStep().toNanos() / 1000;
    this.hopMicros = Math.multiplyExact(stepMicros, (long) spec.window().hop());
    this.ring = new double[spec.rowsBeforeFirstScore()][inputs.size()];
    this.ringQualities = new Quality[ring.length];
    Arrays.fill(ringQualities, Quality.BAD);
    this.featureCount = spec.featureCount();
  }

  /**
   * Takes the next row.
   *
   * @return the graph's input, or null between hops, until the window is full, and while an input
   *     in it is missing or bad
   */
  public @Nullable FeatureVector accept(Row row) {
    if (lastMicros != Long.MIN_VALUE && row.timeMicros() - lastMicros != stepMicros) {
      timeJumps++;
      total = 0;
      usable = 0;
    }
    lastMicros = row.timeMicros();
    push(row);
    if (Math.floorMod(row.timeMicros(), hopMicros) != 0) {
      return null;
    }
    if (total < ring.length) {
      notFull++;
      return null;
    }
    if (usable < ring.length) {
      badInput++;
      return null;
    }
    made++;
    return new FeatureVector(row.timeMicros(), compute(), worstQuality());
  }

  public Counts counts() {
    return new Counts(made, notFull, badInput, timeJumps);
  }

  private void push(Row row) {
    int slot = (int) (total % ring.length);
    boolean good = row.quality() != Quality.BAD;
    for (int c = 0; c < inputs.size(); c++) {
      double value = row.values()[c] - inputs.get(c).offset();
      ring[slot][c] = value;
      good &= Double.isFinite(value);
    }
    ringQualities[slot] = row.quality();
    total++;
    usable = good ? usable + 1 : 0;
  }

  private float[] compute() {
    float[] out = new float[featureCount];
    double[] window = new double[windowRows];
    int column = 0;
    for (int lag : lags) {
      long end = total - lag;
      for (int c = 0; c < inputs.size(); c++) {
        for (int i = 0; i < windowRows; i++) {
          window[i] = ring[(int) ((end - windowRows + i) % ring.length)][c];
        }
        for (Feature feature : features) {
          out[column++] = (float) WindowFeatures.compute(feature, window);
        }
      }
    }
    return out;
  }

  private Quality worstQuality() {
    Quality worst = Quality.GOOD;
    for (Quality quality : ringQualities) {
      worst = quality.compareTo(worst) > 0 ? quality : worst;
    }
    return worst;
  }
}
