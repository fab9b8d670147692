package io.linewatch.model.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Judges a series from its first value on, without a recording of normal running: how much of what
 * it knows did not expect this value?
 *
 * <p>Values become levels. A context is what came last: nothing, the last level, the last two, and
 * so on up to a longest one, as in prediction by partial matching (Cleary and Witten, IEEE Trans.
 * Commun. 32 (1984) 396–402). For every context that was seen before it is known which levels have
 * followed it; the score is the share of the known contexts in which this level has never followed
 * (sequences never seen before as the sign of an anomaly: Forrest et al., IEEE Symp. Security and
 * Privacy 1996). So a value out of its season is new in the long contexts, one out of all range in
 * all of them. 0: every context has seen it; 1: none has.
 *
 * <p>After a score of the limit or above the detector rests: what follows belongs to the same event
 * and is told once. It goes on learning.
 *
 * <p>Where the range is learned, it is taken from the first values and once more from {@link
 * Settings#surveyedValues}, when more of what the series does has been seen; what was learned until
 * then is put into the new levels.
 *
 * <p>Memory: at most {@link Settings#mostContexts} contexts, and the values a range is taken from;
 * the one unused for longest is forgotten and counted.
 */
public final class ContextNovelty {
  private final Settings settings;
  private final NoveltyTrack values;

  /** Values so far, as long as it learns. */
  private int usable;

  private int resting;
  private long unusable;

  /**
   * @param levels evenly wide ones inside the range, 2 to 32
   * @param wider a range that is learned is wider than what was seen by this share of its half
   * @param longestContext in values, 1 to 9
   * @param learningValues so many are learned from before the first score
   * @param surveyedValues after so many a range that was learned is learned once more, from all of
   *     them; no more than the learning values: never
   * @param restingValues so many have score 0 after one at the limit
   * @param limit of the score at which an event is told, in (0, 1]
   * @param mostContexts that are remembered
   */
  public record Settings(
      int levels,
      double wider,
      int longestContext,
      int learningValues,
      int surveyedValues,
      int restingValues,
      double limit,
      int mostContexts) {
    private static final int MOST_LEVELS = 32;

    /** A range that is learned is learned once. */
    public Settings(
        int levels,
        double wider,
        int longestContext,
        int learningValues,
        int restingValues,
        double limit,
        int mostContexts) {
      this(levels, wider, longestContext, learningValues, 0, restingValues, limit, mostContexts);
    }

    public Settings {
      require(
          levels >= 2 && levels <= MOST_LEVELS,
          "there are 2 to " + MOST_LEVELS + " levels, not " + levels);
      require(wider >= 0 && wider <= 10, "a range is wider by 0 to 10 halves, not " + wider);
      require(
          longestContext >= 1 && longestContext <= ContextMemory.LONGEST,
          "a context has 1 to " + ContextMemory.LONGEST + " values, not " + longestContext);
      require(learningValues >= 2, "at least 2 values are learned from, not " + learningValues);
      require(surveyedValues >= 0, "no range is learned from " + surveyedValues + " values");
      require(restingValues >= 0, "nothing rests for " + restingValues + " values");
      require(limit > 0 && limit <= 1, "the limit lies in (0, 1], not at " + limit);
      require(mostContexts >= 1, "at least one context is remembered, not " + mostContexts);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /** Nothing is known beforehand: the range is learned from the first values. */
  public ContextNovelty(Settings settings) {
    this(settings, Double.NaN, Double.NaN);
  }

  /**
   * @param low of the values' range that is known beforehand, such as the sensor's; NaN to learn it
   * @param high of that range
   */
  public ContextNovelty(Settings settings, double low, double high) {
    this.settings = settings;
    this.values = new NoveltyTrack(settings, ValueLevels.stated(low, high, settings.levels()));
  }

  /**
   * What a detector has done so far.
   *
   * @param contexts remembered
   * @param unusable values that were no numbers
   */
  public record Counts(int contexts, long forgotten, long unusable) {}

  /**
   * Takes the next value.
   *
   * @return 0 to 1; NaN for what is no number, which also ends every context
   */
  public double accept(double value) {
    if (!Double.isFinite(value)) {
      unusable++;
      values.interrupt();
      return Double.NaN;
    }
    double novelty = values.accept(value);
    // What began while it learned is not told afterwards either.
    boolean silent = resting > 0 || usable < settings.learningValues();
    usable = Math.min(settings.learningValues(), usable + 1);
    resting = novelty >= settings.limit() ? settings.restingValues() : Math.max(0, resting - 1);
    return silent ? 0 : novelty;
  }

  /** What came before no longer counts as what came last, such as after a silence. */
  public void interrupt() {
    values.interrupt();
  }

  /** Whether it has learned from too few values to tell anything. */
  public boolean learning() {
    return usable < settings.learningValues();
  }

  /** Whether the last value's level had never come before; else its order at most was new. */
  public boolean unseen() {
    return values.memory().unseen();
  }

  /** All it knows; {@link #read} of one with the same settings goes on as this one would. */
  void write(DataOutput out) throws IOException {
    out.writeInt(usable);
    out.writeInt(resting);
    out.writeLong(unusable);
    values.write(out);
  }

  /**
   * @throws IOException when it is not what {@link #write} wrote under these settings; then this
   *     object is of no use
   */
  void read(DataInput in) throws IOException {
    // One that had to learn for longer has learned enough.
    usable = Math.min(settings.learningValues(), in.readInt());
    resting = Math.min(settings.restingValues(), in.readInt());
    unusable = in.readLong();
    if (usable < 0 || resting < 0) {
      throw new IOException("learned from " + usable + " values, rests for " + resting);
    }
    values.read(in);
  }

  public Counts counts() {
    return new Counts(values.memory().contexts(), values.memory().forgotten(), unusable);
  }
}
