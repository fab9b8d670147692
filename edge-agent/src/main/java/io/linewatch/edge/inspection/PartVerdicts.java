package io.linewatch.edge.inspection;

import io.linewatch.domain.config.Excerpt;
import io.linewatch.domain.inspection.Challenge;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate is told of a part: by its picture, or by its deadline. Any thread. */
final class PartVerdicts {
  private static final int MAX_SAID = 200;
  private static final int MAX_DETAIL = 400;

  private final String gateway;
  private final StationConfig station;
  private final InstantSource clock;

  PartVerdicts(String gateway, StationConfig station, InstantSource clock) {
    this.gateway = gateway;
    this.station = station;
    this.clock = clock;
  }

  /**
   * Of a part whose picture was judged.
   *
   * @param arrival when the part was heard of first
   * @param before what the gate was told at the deadline; null when it waits
   * @param expected of a known part; null for any other
   */
  PartVerdict of(
      StationPicture picture,
      Judgement judged,
      PictureEvidence evidence,
      Instant arrival,
      @Nullable GateAction before,
      @Nullable Verdict expected) {
    Instant now = clock.instant();
    Judgement.Scored scored = judged.scored();
    Recipe recipe = judged.recipe();
    GateAction own = gate(judged.verdict());
    // A picture with a fault proves nothing: its part is not let through on its word.
    GateAction gate = judged.faults().isEmpty() ? own : own.or(station.reviewOrDefault());
    Instant taken = picture.taken();
    return new PartVerdict(
        gateway,
        station.asset(),
        station.id(),
        picture.part(),
        judged.verdict(),
        judged.reason(),
        Excerpt.of(judged.detail(), MAX_DETAIL),
        before == null ? gate : before,
        before != null,
        judged.faults(),
        scored == null ? null : scored.score().percent(),
        scored == null ? null : scored.rejectAbove(),
        scored == null ? null : scored.reviewAbove(),
        recipe == null ? null : recipe.id(),
        scored == null ? null : scored.scorer().digest(),
        taken == null ? picture.arrival() : taken,
        arrival,
        now,
        positive(Duration.between(arrival, now)),
        station.deadline(),
        expected == null
            ? null
            : new Challenge(expected, KnownParts.right(expected, judged.verdict())),
        evidence.withoutThumbnail());
  }

  /** Clocks are set back. */
  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private GateAction gate(Verdict verdict) {
    return switch (verdict) {
      case OK -> GateAction.PASS;
      case NG -> GateAction.REJECT;
      case REVIEW -> station.reviewOrDefault();
      case NOT_INSPECTED -> station.missingOrDefault();
    };
  }

  /** Of a part whose deadline has passed. */
  PartVerdict overdue(Deadlines.Passed passed) {
    return without(
        passed.part(),
        passed.arrival(),
        passed.reason(),
        passed.reason() == NotInspected.NO_PICTURE
            ? "no picture came within the deadline: look at camera, trigger and network."
            : "the verdict was not there within the deadline: the gateway has too much to do.");
  }

  /** Of a part that a defect of ours kept from being judged. */
  PartVerdict failed(StationPicture picture, Throwable defect) {
    return without(
        picture.part(),
        picture.arrival(),
        NotInspected.SCORING_FAILED,
        "a defect of the agent: " + Excerpt.of(String.valueOf(defect.getMessage()), MAX_SAID));
  }

  private PartVerdict without(String part, Instant arrival, NotInspected reason, String detail) {
    Instant now = clock.instant();
    return new PartVerdict(
        gateway,
        station.asset(),
        station.id(),
        part,
        Verdict.NOT_INSPECTED,
        reason,
        detail,
        station.missingOrDefault(),
        false,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        arrival,
        arrival,
        now,
        positive(Duration.between(arrival, now)),
        station.deadline(),
        null,
        null);
  }
}
