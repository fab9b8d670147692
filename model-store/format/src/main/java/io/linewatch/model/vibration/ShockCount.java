package io.linewatch.model.vibration;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How many of a point's last blocks were struck, beside how many were when it was healthy. A part
 * that begins to break away strikes now and then before the vibration as a whole rises: single
 * struck blocks mean nothing, more of them than before do. One thread.
 */
final class ShockCount {
  /** About two minutes of running, by blocks of four seconds. */
  static final int WINDOW = 30;

  /** Twice that of Gaussian noise: one blow outweighs the rest of the block. */
  private static final double STRUCK_KURTOSIS = 6;

  /** A machine that strikes more often than this by itself tells nothing by it. */
  private static final double MOST_STRUCK = 0.05;

  /** One-sided confidence of how often a healthy machine is struck at most. */
  private static final double CONFIDENCE = 0.999;

  /** Of windows of a healthy machine that are over the limit: some seven weeks of blocks. */
  private static final double FALSE_ALARMS = 1e-6;

  private final boolean[] last = new boolean[WINDOW];
  private int next;
  private int struck;
  private @Nullable VibrationReference known;
  private int allowed;

  static boolean isStruck(TimeFeatures block) {
    return block.kurtosis() > STRUCK_KURTOSIS;
  }

  void accept(TimeFeatures block) {
    struck -= last[next] ? 1 : 0;
    last[next] = isStruck(block);
    struck += last[next] ? 1 : 0;
    next = (next + 1) % WINDOW;
  }

  /**
   * Struck blocks among the last {@value #WINDOW}, in percent of the most that the reference
   * explains; not a number where it explains nothing.
   */
  double percent(VibrationReference healthy) {
    if (!healthy.equals(known)) {
      known = healthy;
      allowed = allowed(healthy.struckBlocks(), healthy.blocks());
    }
    return allowed < 0 ? Double.NaN : 100.0 * struck / allowed;
  }

  /**
   * The most struck blocks of a window that chance explains: the share of a healthy machine is at
   * most the bound of Clopper and Pearson (1934), and the number in a window is binomial.
   *
   * @param struck of the healthy machine's blocks
   * @return −1 where the reference is none, or the machine strikes by itself
   */
  static int allowed(int struck, int blocks) {
    if (blocks < 1 || struck > MOST_STRUCK * blocks) {
      return -1;
    }
    double most =
        new BetaDistribution(struck + 1.0, blocks - struck)
            .inverseCumulativeProbability(CONFIDENCE);
    BinomialDistribution window = new BinomialDistribution(WINDOW, most);
    int allowed = 1;
    while (allowed < WINDOW && 1 - window.cumulativeProbability(allowed) > FALSE_ALARMS) {
      allowed++;
    }
    return allowed;
  }
}
