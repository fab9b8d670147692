package io.linewatch.model.stream;

import io.linewatch.model.stream.ContextNovelty.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is new about a channel, from readings as they come. Time is cut into steps; a step's mean
 * goes through {@link ContextNovelty}, and what comes out is told in percent of a limit.
 *
 * <p>All follows from the budget of false alarms. A step is a 2016th of it (five minutes of a
 * week); 300 steps are learned from (a day of a week), after 600 the range of the values is taken
 * once more, and 120 rest after an event (ten hours). So it is measured on NAB. A step without
 * readings is left out; after a silence what came before no longer counts as what came last.
 *
 * <p>A value that has never come before is always told. Known values in a new order are told as
 * long as there is an allowance: one event a budget, saved up to four; then they stay at 100 % and
 * are counted as held back.
 *
 * <p>Memory: {@value #MOST_CONTEXTS} contexts, some 90 kB, and 600 numbers until the range is
 * known. One thread.
 */
public final class SteppedNovelty {
  static final int STEPS_PER_BUDGET = 2_016;
  static final int LEARNING_STEPS = 300;
  static final int SURVEYED_STEPS = 600;
  private static final int RESTING_STEPS = 120;

  /** Of half the range seen, on each side: what comes soon is seldom far outside. */
  private static final double WIDER = 0.5;

  static final int MOST_CONTEXTS = 1_024;

  /** Between two thirds and three quarters: contexts up to four values know no share between. */
  public static final double LIMIT = 0.7;

  private static final double MOST_ALLOWANCE = 4;
  private static final int SILENT_STEPS = 12;
  private static final int SILENT_DISTANCES = 4;

  /** A step that begins so far after the clock was made by a wrong clock. */
  private static final long IMPOSSIBLY_AHEAD_MICROS = 30_000_000;

  static final long NONE = Long.MIN_VALUE;

  /** Of the detector: nothing is known beforehand, neither the range nor how long a series is. */
  public static final Settings SETTINGS =
      new Settings(
          8, WIDER, 4, LEARNING_STEPS, SURVEYED_STEPS, RESTING_STEPS, LIMIT, MOST_CONTEXTS);

  /**
   * One step, judged.
   *
   * @param timeMicros its end, microseconds since 1970
   * @param mean of its readings
   * @param percent of the limit; above 100 is to be told
   * @param unseen the mean's level had never come before; else only the order is new
   */
  public record Verdict(long timeMicros, double mean, double percent, boolean unseen) {}

  final long stepMicros;
  final ContextNovelty detector = new ContextNovelty(SETTINGS);
  long openStep = NONE;
  double sum;
  int count;
  long lastStep = NONE;

  /** Steps between two values, as they usually are. */
  double distance = 1;

  double allowance = 1;
  private long heldBack;
  private long late;

  /**
   * @param budget how often a false alarm is bearable, an hour or longer
   */
  public SteppedNovelty(Duration budget) {
    this.stepMicros = budget.toNanos() / 1_000 / STEPS_PER_BUDGET;
    if (stepMicros < 1) {
      throw new IllegalArgumentException("a budget of " + budget + " is too short");
    }
  }

  /**
   * Takes a finite value.
   *
   * @param timeMicros event time, microseconds since 1970; of a step that is over it is counted as
   *     late and left out
   * @param nowMicros gateway's clock
   * @return the step that this reading ended, or null
   */
  public @Nullable Verdict accept(long timeMicros, double value, long nowMicros) {
    long step = Math.floorDiv(timeMicros, stepMicros);
    Verdict verdict = null;
    if (count > 0 && step < openStep) {
      if (openStep * stepMicros <= nowMicros + IMPOSSIBLY_AHEAD_MICROS) {
        late++;
        return null;
      }
      begin(step);
      lastStep = NONE;
      detector.interrupt();
    } else if (count > 0 && step > openStep) {
      verdict = judge();
      begin(step);
    } else if (count == 0) {
      openStep = step;
    }
    sum += value;
    count++;
    return verdict;
  }

  private void begin(long step) {
    openStep = step;
    sum = 0;
    count = 0;
  }

  private @Nullable Verdict judge() {
    if (lastStep != NONE) {
      long passed = Math.max(1, openStep - lastStep);
      if (passed > Math.max(SILENT_STEPS, SILENT_DISTANCES * distance)) {
        detector.interrupt();
      }
      distance += (Math.min(passed, STEPS_PER_BUDGET) - distance) / 8;
      allowance = Math.min(MOST_ALLOWANCE, allowance + (double) passed / STEPS_PER_BUDGET);
    }
    lastStep = openStep;
    double mean = sum / count;
    boolean learned = !detector.learning();
    double novelty = detector.accept(mean);
    return learned
        ? new Verdict((openStep + 1) * stepMicros, mean, percent(novelty), detector.unseen())
        : null;
  }

  private double percent(double novelty) {
    double percent = 100 * novelty / LIMIT;
    if (novelty < LIMIT) {
      return percent;
    }
    boolean told = detector.unseen() || allowance >= 1;
    allowance = Math.max(0, allowance - 1);
    heldBack += told ? 0 : 1;
    return told ? percent : Math.min(100, percent);
  }

  /** Whether nothing is told yet. */
  public boolean learning() {
    return detector.learning();
  }

  /** How long it takes to learn when every step has a reading. */
  public Duration learningTime() {
    return Duration.ofNanos(stepMicros * 1_000).multipliedBy(LEARNING_STEPS);
  }

  public Duration step() {
    return Duration.ofNanos(stepMicros * 1_000);
  }

  /** End of the last step judged, microseconds since 1970; {@code otherwise} when there is none. */
  public long judgedUntil(long otherwise) {
    return lastStep == NONE ? otherwise : (lastStep + 1) * stepMicros;
  }

  /** Events in a new order that the budget held back. */
  public long heldBack() {
    return heldBack;
  }

  /** Readings of steps that were over. */
  public long late() {
    return late;
  }

  /** Contexts forgotten because the memory was full. */
  public long forgotten() {
    return detector.counts().forgotten();
  }
}
