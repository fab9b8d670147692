package io.linewatch.domain.sheet;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of one detector to the policy they make, and back. */
public final class Policies {
  private Policies() {}

  /** A detector as the sheet names it: the channel, {@code model:NAME} and so on. */
  public static String detectorName(DetectorId detector) {
    return switch (detector.kind()) {
      case LIMIT -> detector.name();
      case MODEL -> LimitRow.MODEL_PREFIX + detector.name();
      case SIGNAL -> LimitRow.SIGNAL_PREFIX + detector.name();
      case NOVELTY -> LimitRow.NOVELTY_PREFIX + detector.name();
    };
  }

  /**
   * @throws IllegalArgumentException when the name cannot be a detector's
   */
  public static DetectorId detectorId(AssetPath asset, String detector) {
    if (detector.startsWith(LimitRow.SIGNAL_PREFIX)) {
      return DetectorId.signal(asset, detector.substring(LimitRow.SIGNAL_PREFIX.length()));
    }
    if (detector.startsWith(LimitRow.NOVELTY_PREFIX)) {
      return DetectorId.novelty(
          new ChannelId(asset, detector.substring(LimitRow.NOVELTY_PREFIX.length())));
    }
    return detector.startsWith(LimitRow.MODEL_PREFIX)
        ? DetectorId.model(asset, detector.substring(LimitRow.MODEL_PREFIX.length()))
        : new DetectorId(asset, DetectorId.Kind.LIMIT, detector);
  }

  /**
   * The policy that the rows of one detector make together.
   *
   * @param rows at least one, all of one detector
   * @param channel the channel they watch, or null for a model
   * @throws IllegalArgumentException when they contradict each other or make no policy
   */
  public static AlarmPolicy policy(
      List<LimitRow> rows, @Nullable ChannelRow channel, long revision) {
    Optional<UsualTuning> usual =
        channel == null ? Optional.empty() : UsualTuning.of(channel.quantity());
    Optional<LimitRow> rate =
        rows.stream().filter(row -> row.comparison() == Crossing.RATE).findFirst();
    Duration onDelay =
        one(rows, "onDelay", LimitRow::onDelay)
            .orElse(usual.map(UsualTuning::delay).orElse(Duration.ZERO));
    return new AlarmPolicy(
        revision,
        one(rows, "alarmClass", LimitRow::alarmClass).orElse(AlarmClass.ADVISORY),
        limits(rows),
        rate.map(LimitRow::value).orElse(null),
        rate.map(LimitRow::severity).orElse(null),
        onDelay,
        one(rows, "offDelay", LimitRow::offDelay).orElse(onDelay),
        one(rows, "deadBand", LimitRow::deadBand).orElse(usualDeadBand(usual, channel)),
        one(rows, "latching", LimitRow::latching).orElse(false),
        one(rows, "reAlarm", LimitRow::reAlarm).orElse(null),
        Set.copyOf(one(rows, "machineStates", LimitRow::machineStates).orElse(List.of())),
        one(rows, "schedule", LimitRow::schedule).map(ScheduleText::parse).orElse(null),
        one(rows, "cause", LimitRow::cause).orElse(""),
        one(rows, "consequence", LimitRow::consequence).orElse(""),
        one(rows, "action", LimitRow::action).orElse(""));
  }

  /** The rows of an asset that make exactly this policy; nothing is left to defaults. */
  static List<LimitRow> rows(DetectorId detector, AlarmPolicy policy) {
    List<LimitRow> rows = new ArrayList<>();
    for (Limit limit : policy.limits()) {
      Crossing side = limit.comparison() == Comparison.ABOVE ? Crossing.ABOVE : Crossing.BELOW;
      rows.add(row(detector, policy, limit.severity(), side, limit.value(), rows.isEmpty()));
    }
    Severity rateSeverity = policy.rateSeverity();
    Double rate = policy.maxRatePerSecond();
    if (rate != null && rateSeverity != null) {
      rows.add(row(detector, policy, rateSeverity, Crossing.RATE, rate, rows.isEmpty()));
    }
    return rows;
  }

  private static LimitRow row(
      DetectorId detector,
      AlarmPolicy policy,
      Severity severity,
      Crossing comparison,
      double value,
      boolean first) {
    return new LimitRow(
        detector.asset(),
        null,
        detectorName(detector),
        severity,
        comparison,
        value,
        first ? policy.alarmClass() : null,
        first ? policy.onDelay() : null,
        first ? policy.offDelay() : null,
        first ? (Double) policy.deadBand() : null,
        first ? (Boolean) policy.latching() : null,
        first ? policy.reAlarm() : null,
        first ? policy.machineStates().stream().sorted().toList() : null,
        first && policy.schedule() != null ? ScheduleText.format(policy.schedule()) : null,
        first ? policy.cause() : null,
        first ? policy.consequence() : null,
        first ? policy.operatorAction() : null);
  }

  private static List<Limit> limits(List<LimitRow> rows) {
    return rows.stream()
        .filter(row -> row.comparison() != Crossing.RATE)
        .map(row ->
            new Limit(
                row.severity(),
                row.comparison() == Crossing.ABOVE ? Comparison.ABOVE : Comparison.BELOW,
                row.value()))
        .sorted(Comparator.comparing(Limit::comparison).thenComparing(Limit::severity))
        .toList();
  }

  private static double usualDeadBand(Optional<UsualTuning> usual, @Nullable ChannelRow channel) {
    if (channel == null || channel.rangeLow() == null || channel.rangeHigh() == null) {
      return 0;
    }
    double range = channel.rangeHigh() - channel.rangeLow();
    return usual.map(tuning -> range * tuning.deadBandPercent() / 100).orElse(0.0);
  }

  private static <T> Optional<T> one(
      List<LimitRow> rows, String column, Function<LimitRow, @Nullable T> cell) {
    List<T> stated =
        rows.stream()
            .flatMap(row -> {
              T value = cell.apply(row);
              return value == null ? Stream.<T>empty() : Stream.of(value);
            })
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (stated.size() > 1) {
      throw new IllegalArgumentException(
          "the rows of "
              + rows.getFirst().detector()
              + " state different values of "
              + column
              + ": "
              + SheetText.of(stated.get(0))
              + " and "
              + SheetText.of(stated.get(1)));
    }
    return stated.stream().findFirst();
  }
}
