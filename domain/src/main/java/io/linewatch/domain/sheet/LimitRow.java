package io.linewatch.domain.sheet;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a detector, of one asset or of every asset of a class. All rows of one detector make
 * one policy; what belongs to the policy (all from {@code alarmClass} on) need stand in one of them
 * only, and two must not contradict. An asset's own rows replace those of its class for the same
 * detector, all of them.
 *
 * @param detector name of the channel, {@code model:NAME}, {@code signal:CHANNEL.FAULT} or {@code
 *     novelty:CHANNEL}
 * @param value in the channel's unit, per second for RATE; in percent of its limit for a model and
 *     for what is new
 * @param alarmClass ADVISORY when left out
 * @param onDelay how long a violation must last; the usual one of the quantity when left out
 * @param offDelay how long the value must be back; as {@code onDelay} when left out
 * @param deadBand how far back the value must come, in the unit of {@code value}; the usual one of
 *     the quantity when left out
 * @param latching false when left out
 * @param reAlarm never when left out
 * @param machineStates in which the policy is awake; all when left out
 * @param schedule such as {@code mon-fri 06:00-22:00 Asia/Shanghai}; always when left out
 * @param action what to do; an ALARM must have one
 */
public record LimitRow(
    @Nullable AssetPath asset,
    @Nullable String assetClass,
    String detector,
    Severity severity,
    Crossing comparison,
    double value,
    @Nullable AlarmClass alarmClass,
    @Nullable Duration onDelay,
    @Nullable Duration offDelay,
    @Nullable Double deadBand,
    @Nullable Boolean latching,
    @Nullable Duration reAlarm,
    @Nullable List<String> machineStates,
    @Nullable String schedule,
    @Nullable String cause,
    @Nullable String consequence,
    @Nullable String action) {
  /** What a detector that is a model's score starts with. */
  public static final String MODEL_PREFIX = "model:";

  /** What a detector of a channel's signal starts with. */
  public static final String SIGNAL_PREFIX = "signal:";

  /** What a detector of what is new about a channel starts with. */
  public static final String NOVELTY_PREFIX = "novelty:";

  public LimitRow {
    assetClass = SheetText.blankToNull(assetClass);
    machineStates =
        machineStates == null || machineStates.isEmpty() ? null : List.copyOf(machineStates);
    schedule = SheetText.blankToNull(schedule);
    cause = SheetText.blankToNull(cause);
    consequence = SheetText.blankToNull(consequence);
    action = SheetText.blankToNull(action);
  }

  /** Whether the value is a model's score in percent. */
  public boolean isOnModel() {
    return detector.startsWith(MODEL_PREFIX);
  }

  /** Whether the value is about how new the values of a channel are. */
  public boolean isOnNovelty() {
    return detector.startsWith(NOVELTY_PREFIX);
  }

  /** Whether the value is about how a channel's signal behaves. */
  public boolean isOnSignal() {
    return detector.startsWith(SIGNAL_PREFIX);
  }
}
