package io.linewatch.domain.sheet;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The limits that hold where a channel asks for novelty and the sheet states none for it. */
public final class NoveltyRows {
  /** In percent of the detector's own limit. */
  private static final double LIMIT = 100;

  /** A step of the detector is a 2016th of its budget; what is new stays to be seen this long. */
  private static final int SEEN_FOR = 168;

  private NoveltyRows() {}

  /**
   * The asset's limits by detector, the standard ones of novelty among them; rows of a channel that
   * has no novelty any more are left out.
   */
  public static Map<String, List<LimitRow>> with(
      Collection<ChannelRow> channels, AssetRow asset, PlantSheet sheet) {
    Map<String, List<LimitRow>> limits = new LinkedHashMap<>(Inheritance.limits(sheet, asset));
    for (ChannelRow channel : channels) {
      String detector = LimitRow.NOVELTY_PREFIX + channel.channel();
      Duration budget = channel.novelty();
      if (budget == null) {
        limits.remove(detector);
      } else {
        limits.computeIfAbsent(detector, name -> List.of(standard(name, asset, budget)));
      }
    }
    return limits;
  }

  /** An advisory: what is new is not yet wrong. */
  private static LimitRow standard(String detector, AssetRow asset, Duration budget) {
    return new LimitRow(
        asset.asset(),
        null,
        detector,
        Severity.MEDIUM,
        Crossing.ABOVE,
        LIMIT,
        AlarmClass.ADVISORY,
        Duration.ZERO,
        budget.dividedBy(SEEN_FOR),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
