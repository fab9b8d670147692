package io.linewatch.edge.inspection;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.inspection.Challenge;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Recipe;
import io.linewatch.edge.outbox.StoredVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera station: a picture's way from its bytes to a verdict that is handed over for good. All
 * that it remembers belongs to its worker's thread.
 */
final class Station {
  private static final Logger LOG = LoggerFactory.getLogger(Station.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** What a station shares with the others. */
  record Shared(
      String gateway, StationOutput output, Deadlines deadlines, Told told, InstantSource clock) {}

  /** Told on the outbox's thread that verdicts are safe. */
  @FunctionalInterface
  interface Told {
    void verdictsAreSafe();
  }

  private final StationConfig config;
  private final Shared shared;
  private final RecordedStation recorded;
  private final Inspector inspector;
  private final StationMeters meters;
  private final StationEvidence evidence;
  private final Recipes recipes;
  private final PartVerdicts verdicts;
  private final RecentParts recent = new RecentParts();
  private final KnownParts known;
  private final Suspects suspects;
  private int notInspectedInRow;
  private volatile @Nullable PartVerdict last;
  private Instant nextLook = Instant.MIN;

  /** Writes the suspect parts of a station. */
  @FunctionalInterface
  interface Suspects {
    /**
     * @param lastPass null for never, as far as is known
     * @return one sentence that says which they are and where they are listed
     */
    String write(String station, @Nullable Instant lastPass, Instant now)
        throws InterruptedException;
  }

  /**
   * @param newest the station's last verdicts, the newest first
   */
  Station(
      StationConfig config,
      Shared shared,
      RecordedStation recorded,
      Inspector inspector,
      StationMeters meters,
      StationEvidence evidence,
      Suspects suspects,
      List<StoredVerdict> newest) {
    this.config = config;
    this.shared = shared;
    this.recorded = recorded;
    this.inspector = inspector;
    this.meters = meters;
    this.evidence = evidence;
    this.suspects = suspects;
    this.recipes = new Recipes(config);
    this.verdicts = new PartVerdicts(shared.gateway(), config, shared.clock());
    this.known = new KnownParts(config.challenge(), newest, shared.clock().instant());
    newest.reversed().forEach(stored -> remember(stored.verdict()));
  }

  /** What the run before has judged, and what it told gates without a verdict. */
  private void remember(PartVerdict verdict) {
    PictureEvidence picture = verdict.evidence();
    if (picture != null) {
      recent.add(verdict.part(), picture.picture());
      shared.deadlines().forget(config.id(), verdict.part());
    } else if (verdict.decided().plus(Deadlines.LATE_FOR).isAfter(shared.clock().instant())) {
      shared.deadlines().wasTold(config.id(), verdict.part(), verdict.gate());
    }
  }

  /** Any thread. */
  StationState state() {
    return new StationState(
        config.id(),
        config.asset(),
        config.recipeFromOrDefault(),
        config.recipes().stream().map(Recipe::id).toList(),
        recipes.product(),
        last,
        meters.verdicts());
  }

  StationConfig config() {
    return config;
  }

  /** A changeover, in its order among the pictures. */
  void changeOver(String product) {
    recipes.changeOver(product);
    LOG.info("station {}: set up for '{}'", config.id(), product);
  }

  /** Judges one picture. Blocks while the outbox is full. */
  void take(StationPicture picture) throws InterruptedException {
    String digest = EvidenceFiles.digest(picture.bytes());
    if (recent.judged(picture.part(), digest)) {
      meters.repeated.increment();
      shared.deadlines().forget(config.id(), picture.part());
      picture.receipt().decided(true);
      return;
    }
    Recipe recipe = recipes.of(picture);
    String missing = recipe == null ? recipes.missing(picture) : "";
    Judgement judged = inspector.judge(picture, recipe, missing);
    StationEvidence.Made made = evidence.make(picture, digest, judged);
    Instant arrival =
        shared
            .deadlines()
            .begin(config.id(), picture.part(), picture.arrival(), config.deadline(), true);
    GateAction before = shared.deadlines().close(config.id(), picture.part());
    Verdict expected = known.expected(picture);
    PartVerdict verdict = verdicts.of(picture, judged, made.evidence(), arrival, before, expected);
    String challengeSaid = expected == null ? "" : challenged(verdict);
    // What waits for the disk holds on to no pixels and no map.
    boolean readable = judged.decoded() != null;
    shared
        .output()
        .commit(
            config.id(),
            detectors -> decide(detectors, verdict, judged, made, challengeSaid),
            List.of(verdict),
            () -> {
              picture.receipt().decided(readable);
              shared.told().verdictsAreSafe();
            });
    recorded.judged(picture, verdict);
    recent.add(picture.part(), digest);
    count(verdict);
    evidence.store(made, verdict);
  }

  private void count(PartVerdict verdict) {
    last = verdict;
    meters.verdict(verdict.verdict(), verdict.latency());
    if (!verdict.reliable()) {
      meters.doubtful.increment();
    }
    notInspectedInRow = verdict.verdict() == Verdict.NOT_INSPECTED ? notInspectedInRow + 1 : 0;
  }

  /** What is said of a known part that was shown; the suspects are written here, once a miss. */
  private String challenged(PartVerdict verdict) throws InterruptedException {
    Challenge challenge = verdict.challenge();
    if (challenge == null || challenge.passed()) {
      known.passed(verdict.part(), verdict.decided());
      return "";
    }
    return "Known part "
        + verdict.part()
        + " is "
        + challenge.expected()
        + " and was judged "
        + verdict.verdict()
        + ". "
        + suspects.write(config.id(), known.lastPass(), verdict.decided());
  }

  private void decide(
      StationDetectors detectors,
      PartVerdict verdict,
      Judgement judged,
      StationEvidence.Made made,
      String challengeSaid) {
    Instant now = verdict.decided();
    Judgement.Scored scored = judged.scored();
    String digest = verdict.modelDigest();
    Evidence proof = Evidence.of(digest, made.evidence());
    if (verdict.challenge() != null) {
      // A known bad part is no news of the line.
      detectors.challenged(now, verdict.challenge().passed(), challengeSaid, () -> proof);
    } else if (scored != null) {
      Quality quality = verdict.reliable() ? Quality.GOOD : Quality.UNCERTAIN;
      detectors.scored(now, scored.score().percent(), scored.rejectAbove(), quality, () -> proof);
    }
    int inRow = verdict.verdict() == Verdict.NOT_INSPECTED ? notInspectedInRow + 1 : 0;
    detectors.notInspected(now, inRow, verdict.detail());
    detectors.camera(now, judged.measured());
  }

  /** A defect kept the picture from being judged: its gate is told so. */
  void giveUp(StationPicture picture, Throwable defect) throws InterruptedException {
    var _ = shared.deadlines().close(config.id(), picture.part());
    PartVerdict verdict = verdicts.failed(picture, defect);
    shared
        .output()
        .commit(
            config.id(),
            detectors ->
                detectors.notInspected(verdict.decided(), notInspectedInRow + 1, verdict.detail()),
            List.of(verdict),
            () -> {
              picture.receipt().decided(false);
              shared.told().verdictsAreSafe();
            });
    count(verdict);
    recorded.judged(picture, verdict);
  }

  /** A deadline has passed and the gate was told so; the row follows. */
  void passed(PartVerdict verdict) throws InterruptedException {
    shared
        .output()
        .commit(
            config.id(),
            detectors ->
                detectors.notInspected(verdict.decided(), notInspectedInRow + 1, verdict.detail()),
            List.of(verdict),
            shared.told()::verdictsAreSafe);
    count(verdict);
  }

  /** What time alone brings about. */
  void look() throws InterruptedException {
    Instant now = shared.clock().instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(LOOK_EVERY);
    Duration since = known.longestSincePass(now);
    if (since != null) {
      shared
          .output()
          .commit(config.id(), detectors -> detectors.overdue(now, since), List.of(), () -> {});
    }
  }
}
