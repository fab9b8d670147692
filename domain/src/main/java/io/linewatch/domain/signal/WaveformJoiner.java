package io.linewatch.domain.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the blocks a sensor sends to the blocks that are analysed: a fixed number of samples
 * without a hole. What overlaps is taken once; at a gap, what came before is given out if it is
 * long enough to be of use, and the rest is counted. Holds at most one block. One thread.
 */
public final class WaveformJoiner {
  /** Clocks and rates are not exact: a start this near to the expected one continues the block. */
  private static final double TOLERANCE_SAMPLES = 1.5;

  private static final double ARRIVAL_TOLERANCE_SECONDS = 2;

  private final int blockSamples;
  private final int leastSamples;
  private @Nullable Waveform first;
  private double[] held;
  private int count;
  private long gaps;
  private long overlaps;
  private long lostSamples;

  /**
   * @param blockSamples how many samples are analysed together
   * @param leastSamples fewer than these, left alone by a gap, are lost
   */
  public WaveformJoiner(int blockSamples, int leastSamples) {
    if (leastSamples < 1 || blockSamples < leastSamples) {
      throw new IllegalArgumentException("a block has at least the least samples, and those 1");
    }
    this.blockSamples = blockSamples;
    this.leastSamples = leastSamples;
    this.held = new double[0];
  }

  /** How often samples were missing between two blocks. */
  public long gaps() {
    return gaps;
  }

  /** How often a block began before the last one ended. */
  public long overlaps() {
    return overlaps;
  }

  /** Samples that stood alone before a gap, too few to be of use. */
  public long lostSamples() {
    return lostSamples;
  }

  /** Takes the next block; gives those that are complete by it, in order. */
  public List<Waveform> accept(Waveform block) {
    List<Waveform> complete = new ArrayList<>();
    int skipped = 0;
    Waveform before = first;
    if (before != null) {
      double ahead = samplesAhead(before, block);
      double tolerance =
          block.timeSource() != Reading.TimeSource.SENSOR
              ? ARRIVAL_TOLERANCE_SECONDS * block.rateHz()
              : TOLERANCE_SAMPLES;
      if (before.rateHz() != block.rateHz() || ahead > tolerance) {
        gaps++;
        giveUp(complete);
      } else if (ahead < -tolerance) {
        overlaps++;
        skipped = (int) Math.min(block.samples().length, Math.round(-ahead));
      }
    }
    append(block, skipped, complete);
    return complete;
  }

  /** How many samples lie between the end of what is held and the block's start. */
  private double samplesAhead(Waveform before, Waveform block) {
    Instant expected = before.timeOf(count);
    Duration distance = Duration.between(expected, block.start());
    return (distance.getSeconds() + distance.getNano() / 1e9) * block.rateHz();
  }

  private void append(Waveform block, int skipped, List<Waveform> complete) {
    double[] samples = block.samples();
    int next = skipped;
    while (next < samples.length) {
      Waveform begun = first;
      if (begun == null) {
        begun =
            new Waveform(
                block.channel(),
                block.timeOf(next),
                block.timeSource(),
                block.rateHz(),
                new double[] {samples[next]});
        first = begun;
      }
      int taken = Math.min(samples.length - next, blockSamples - count);
      if (held.length < count + taken) {
        held =
            Arrays.copyOf(held, Math.min(blockSamples, Math.max(count + taken, 2 * held.length)));
      }
      System.arraycopy(samples, next, held, count, taken);
      count += taken;
      next += taken;
      if (count == blockSamples) {
        complete.add(whole(begun));
        // The time goes on from the last start, so that what comes next continues it.
        first = successor(begun);
        count = 0;
      }
    }
  }

  private Waveform successor(Waveform begun) {
    return new Waveform(
        begun.channel(),
        begun.timeOf(blockSamples),
        begun.timeSource(),
        begun.rateHz(),
        new double[] {0});
  }

  private Waveform whole(Waveform begun) {
    return new Waveform(
        begun.channel(),
        begun.start(),
        begun.timeSource(),
        begun.rateHz(),
        Arrays.copyOf(held, count));
  }

  private void giveUp(List<Waveform> complete) {
    Waveform begun = first;
    if (begun != null && count >= leastSamples) {
      complete.add(whole(begun));
    } else {
      lostSamples += count;
    }
    first = null;
    count = 0;
  }
}
