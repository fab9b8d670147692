package io.linewatch.model.format;

import io.linewatch.domain.decision.AlarmPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a model needs and what it says; {@code linewatch.json} in the package.
 *
 * @param version of this document; {@value #VERSION}
 * @param name of the model; also names the detector {@code asset/model:name}
 * @param description one sentence for people
 * @param inputs channels in the order of the row's values
 * @param gridStep distance of the rows; whole microseconds
 * @param lateness how much older than the newest reading a reading may arrive and still count
 * @param maxHold how long a channel's last value stands in for a missing one
 * @param window rows a window spans and every how many rows one is made
 * @param features what is computed of every channel's window, in this order
 * @param lags window offsets into the past in rows, in this order; {@code [0]} is the present alone
 * @param outputs names of the graph's outputs
 * @param defaultPolicy the policy a plant gets unless it sets its own; limits in percent of the
 *     model's limit
 */
public record ModelSpec(
    int version,
    String name,
    String description,
    List<Input> inputs,
    Duration gridStep,
    Duration lateness,
    Duration maxHold,
    Window window,
    List<Feature> features,
    List<Integer> lags,
    Outputs outputs,
    AlarmPolicy defaultPolicy) {
  public static final int VERSION = 1;
  public static final int MAX_INPUTS = 256;
  public static final int MAX_FEATURES = 4096;
  public static final int MAX_WINDOW_ROWS = 36_000;
  public static final int MAX_HELD_ROWS = 36_000;

  /** Name of the graph's one input, float32 [N, F]. */
  public static final String GRAPH_INPUT = "features";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}");

  public ModelSpec {
    inputs = List.copyOf(inputs);
    features = List.copyOf(features);
    lags = List.copyOf(lags);
    require(version == VERSION, "version is " + version + ", this program reads " + VERSION);
    require(
        NAME.matcher(name).matches(),
        "model name '" + name + "' must be 1 to 64 letters, digits, '_', '-', '.'");
    require(
        !inputs.isEmpty() && inputs.size() <= MAX_INPUTS,
        "a model has 1 to " + MAX_INPUTS + " inputs, not " + inputs.size());
    require(distinct(inputs.stream().map(Input::channel).toList()), "an input appears twice");
    require(!features.isEmpty() && distinct(features), "features must be there, each once");
    require(!lags.isEmpty() && distinct(lags), "lags must be there, each once");
    checkTimes(gridStep, lateness, maxHold);
    int longest = lags.stream().mapToInt(Integer::intValue).max().orElse(0);
    require(
        lags.stream().allMatch(lag -> lag >= 0)
            && (long) longest + window.rows() <= MAX_WINDOW_ROWS,
        "window and lags together span 1 to " + MAX_WINDOW_ROWS + " rows");
    require(
        (long) inputs.size() * features.size() * lags.size() <= MAX_FEATURES,
        "more than " + MAX_FEATURES + " features");
    require(
        defaultPolicy.machineStates().isEmpty() && defaultPolicy.schedule() == null,
        "the default policy must leave machine states and schedule to the plant");
  }

  /**
   * One channel the model reads.
   *
   * @param channel name of the channel within the asset
   * @param unit UCUM code the model was fitted in; empty when the recording did not say
   * @param offset taken off every value in double precision before the features become float32, so
   *     that a small change on a large value keeps its digits; near the channel's normal mean
   */
  public record Input(String channel, String unit, double offset) {
    public Input {
      require(
          NAME.matcher(channel).matches(),
          "channel '" + channel + "' must be 1 to 64 letters, digits, '_', '-', '.'");
      require(Double.isFinite(offset), "the offset of '" + channel + "' is not a finite number");
    }
  }

  /**
   * @param rows length
   * @param hop a window is made at the grid times that are multiples of {@code hop × gridStep}
   */
  public record Window(int rows, int hop) {
    public Window {
      require(rows >= 1 && rows <= MAX_WINDOW_ROWS, "a window has 1 to 36000 rows, not " + rows);
      require(hop >= 1 && hop <= MAX_WINDOW_ROWS, "the hop is 1 to 36000 rows, not " + hop);
    }
  }

  /** What is computed of the window of one channel; in the channel's unit. Names are format. */
  public enum Feature {
    MEAN,
    /** Standard deviation with divisor n − 1; 0 for a window of one row. */
    STD,
    MIN,
    MAX,
    LAST,
    /** Least-squares slope, unit per grid step; 0 for a window of one row. */
    SLOPE
  }

  /**
   * Names of the graph's outputs.
   *
   * @param score [N], percent of the limit
   * @param t2 [N], Hotelling's T²
   * @param spe [N], squared prediction error
   * @param contributions [N, C], share of each input channel, sum 1
   */
  public record Outputs(String score, String t2, String spe, String contributions) {
    public static final Outputs STANDARD = new Outputs("score", "t2", "spe", "contributions");
  }

  /** Further outputs of a graph that foretells a remaining life, each [N], in cycles. */
  public static final class LifeOutputs {
    public static final String LIFE = "life";

    /** Lower end of the interval that holds nine machines in ten. */
    public static final String LOW = "life_low";

    public static final String HIGH = "life_high";

    private LifeOutputs() {}
  }

  /** One column of the graph's input. */
  public record FeatureColumn(int input, Feature feature, int lag) {}

  /** Columns of the graph's input in order: lags outermost, then channels, then features. */
  public List<FeatureColumn> columns() {
    List<FeatureColumn> columns = new ArrayList<>(featureCount());
    for (int lag : lags) {
      for (int input = 0; input < inputs.size(); input++) {
        for (Feature feature : features) {
          columns.add(new FeatureColumn(input, feature, lag));
        }
      }
    }
    return columns;
  }

  /** F: columns of the graph's input. */
  public int featureCount() {
    return inputs.size() * features.size() * lags.size();
  }

  /** Rows that must be there without a gap before the first score. */
  public int rowsBeforeFirstScore() {
    return window.rows() + lags.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static void checkTimes(Duration gridStep, Duration lateness, Duration maxHold) {
    require(
        gridStep.compareTo(Duration.ofNanos(1000)) >= 0
            && gridStep.compareTo(Duration.ofDays(1)) <= 0
            && gridStep.toNanos() % 1000 == 0,
        "the grid step must be whole microseconds up to a day");
    require(
        !lateness.isNegative() && lateness.compareTo(gridStep.multipliedBy(MAX_HELD_ROWS)) <= 0,
        "the lateness must be 0 to " + MAX_HELD_ROWS + " grid steps");
    require(
        !maxHold.isNegative() && maxHold.compareTo(gridStep.multipliedBy(MAX_HELD_ROWS)) <= 0,
        "the hold must be 0 to " + MAX_HELD_ROWS + " grid steps");
  }

  private static <T> boolean distinct(List<T> values) {
    Set<T> set = new HashSet<>(values);
    return set.size() == values.size();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
