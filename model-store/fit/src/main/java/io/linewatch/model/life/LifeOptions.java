package io.linewatch.model.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to learn a remaining life from and how.
 *
 * @param files tables of runs to failure: one row a cycle, the last row of a machine is its last
 * @param channels to use, in order; empty for all
 * @param unitColumn names the machine; null to find it
 * @param cycleColumn counts its cycles; null to find it
 * @param windowCycles a life is foretold from so many cycles
 * @param capCycles a longer life is not told apart: a machine shows no wear while it has none
 * @param warnBelowCycles the score is at 100 % where so many cycles are left
 * @param cycle how long one cycle lasts where a gateway reads the machine
 * @param assetLabel what the model watches, for its description; empty when unsaid
 */
public record LifeOptions(
    String name,
    List<Path> files,
    List<String> channels,
    @Nullable String unitColumn,
    @Nullable String cycleColumn,
    int windowCycles,
    int capCycles,
    int warnBelowCycles,
    Duration cycle,
    String assetLabel) {
  public static final int DEFAULT_WINDOW = 30;

  /**
   * Most papers on C-MAPSS cap at 125 to 130 cycles since Heimes, Recurrent Neural Networks for
   * Remaining Useful Life Estimation, PHM 2008.
   */
  public static final int DEFAULT_CAP = 125;

  public static final int DEFAULT_WARNING = 30;
  public static final Duration DEFAULT_CYCLE = Duration.ofHours(1);

  public LifeOptions {
    files = List.copyOf(files);
    channels = List.copyOf(channels);
    require(windowCycles >= 2 && windowCycles <= 1_000, "a window has 2 to 1000 cycles");
    require(capCycles >= 2 && capCycles <= 1_000_000, "the cap is 2 to 1000000 cycles");
    require(
        warnBelowCycles >= 1 && warnBelowCycles < capCycles,
        "the warning must come between 1 cycle and the cap of " + capCycles);
    require(
        cycle.compareTo(Duration.ofMillis(1)) >= 0 && cycle.compareTo(Duration.ofDays(1)) <= 0,
        "a cycle lasts a millisecond to a day");
  }

  /** The standard way. */
  public static LifeOptions of(String name, List<Path> files) {
    return new LifeOptions(
        name,
        files,
        List.of(),
        null,
        null,
        DEFAULT_WINDOW,
        DEFAULT_CAP,
        DEFAULT_WARNING,
        DEFAULT_CYCLE,
        "");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
