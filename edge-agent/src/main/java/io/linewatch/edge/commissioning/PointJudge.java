package io.linewatch.edge.commissioning;

import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.signal.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a point stands, from all that is known of it. Pure. */
final class PointJudge {
  /** A point whose last value is older is quiet. */
  static final Duration LIVE = Duration.ofMinutes(1);

  /**
   * @param reason none when it is live
   */
  record Verdict(Point.State state, PointReason reason) {}

  private PointJudge() {}

  /**
   * @param refused the newest refusal that concerns the point
   * @param away source to why nothing comes of it
   */
  static Verdict judge(
      Point.@Nullable Seen seen,
      @Nullable Rejection refused,
      List<Lead> leads,
      Map<String, String> away,
      Instant now) {
    if (refused != null && (seen == null || refused.time().isAfter(seen.arrival()))) {
      return bad(refused.reason().tag() + " on " + refused.topic() + ": " + refused.detail());
    }
    if (seen != null && seen.quality() == Quality.BAD) {
      return bad(PointReason.Kind.SENDER_BAD);
    }
    if (leads.isEmpty()) {
      return bad(PointReason.Kind.NO_SOURCE);
    }
    if (seen != null && !seen.arrival().plus(LIVE).isBefore(now)) {
      return new Verdict(Point.State.LIVE, PointReason.NONE);
    }
    if (leads.stream().allMatch(lead -> away.containsKey(lead.source().id()))) {
      return bad(away.getOrDefault(leads.getFirst().source().id(), ""));
    }
    return seen == null
        ? new Verdict(
            Point.State.WAITING,
            new PointReason(PointReason.Kind.NOTHING_YET, leads.getFirst().topic()))
        : new Verdict(Point.State.QUIET, PointReason.of(PointReason.Kind.QUIET));
  }

  private static Verdict bad(String told) {
    return new Verdict(Point.State.BAD, new PointReason(PointReason.Kind.AS_TOLD, told));
  }

  private static Verdict bad(PointReason.Kind kind) {
    return new Verdict(Point.State.BAD, PointReason.of(kind));
  }
}
