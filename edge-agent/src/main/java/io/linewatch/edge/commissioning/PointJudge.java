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
   * @param reason empty when it is live
   */
  record Verdict(Point.State state, String reason) {}

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
      return bad("The sender says that the value is bad: look at sensor and wiring.");
    }
    if (leads.isEmpty()) {
      return bad(
          "No source of the plant sheet leads here: add the channel to a source's values, or"
              + " correct the names in its topic.");
    }
    if (seen != null && !seen.arrival().plus(LIVE).isBefore(now)) {
      return new Verdict(Point.State.LIVE, "");
    }
    if (leads.stream().allMatch(lead -> away.containsKey(lead.source().id()))) {
      return bad(away.getOrDefault(leads.getFirst().source().id(), ""));
    }
    return seen == null
        ? new Verdict(
            Point.State.WAITING, "Nothing has come on " + leads.getFirst().topic() + " yet.")
        : new Verdict(Point.State.QUIET, "Nothing has come for more than a minute.");
  }

  private static Verdict bad(String reason) {
    return new Verdict(Point.State.BAD, reason);
  }
}
