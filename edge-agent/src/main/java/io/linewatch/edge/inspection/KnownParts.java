package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.Challenge;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig.Challenges;
import io.linewatch.edge.outbox.StoredVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of a station are known, and when each was judged rightly last. Its worker. */
final class KnownParts {
  private final @Nullable Challenges challenges;
  private final Map<String, Instant> passed = new HashMap<>();
  private final Instant started;
  private @Nullable Instant lastPass;

  /**
   * @param newest the station's last verdicts, the newest first
   * @param started what was never shown is due from now on
   */
  KnownParts(@Nullable Challenges challenges, List<StoredVerdict> newest, Instant started) {
    this.challenges = challenges;
    this.started = started;
    for (StoredVerdict stored : newest) {
      Challenge challenge = stored.verdict().challenge();
      if (challenge != null && challenge.passed()) {
        passed.putIfAbsent(stored.verdict().part(), stored.verdict().decided());
        if (lastPass == null) {
          lastPass = stored.verdict().decided();
        }
      }
    }
  }

  /** What a part is known to be; null for a part like any other. */
  @Nullable Verdict expected(StationPicture picture) {
    if (picture.known() != null) {
      return picture.known();
    }
    return challenges == null ? null : challenges.parts().get(picture.part());
  }

  /**
   * Whether the station judged a known part rightly: a bad one must not pass, a good one must. What
   * was not inspected is missed: nobody knows whether the station would have seen it.
   */
  static boolean right(Verdict expected, Verdict verdict) {
    return expected == Verdict.OK
        ? verdict == Verdict.OK
        : verdict == Verdict.NG || verdict == Verdict.REVIEW;
  }

  void passed(String part, Instant now) {
    passed.put(part, now);
    lastPass = now;
  }

  /** When any known part was judged rightly last; null for never. */
  @Nullable Instant lastPass() {
    return lastPass;
  }

  /** How long ago the part that is most overdue was judged rightly; null when none is awaited. */
  @Nullable Duration longestSincePass(Instant now) {
    if (challenges == null) {
      return null;
    }
    Duration longest = Duration.ZERO;
    for (String part : challenges.parts().keySet()) {
      Instant last = passed.getOrDefault(part, started);
      Duration since = Duration.between(last, now);
      longest = since.compareTo(longest) > 0 ? since : longest;
    }
    return longest;
  }
}
