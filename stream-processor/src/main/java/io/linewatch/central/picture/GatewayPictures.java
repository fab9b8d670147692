package io.linewatch.central.picture;

import io.linewatch.central.upload.UploadRefused;
import io.linewatch.central.upload.UploadRefused.Reason;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.PictureWishes;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What gateways tell of parts and ask about pictures. A gateway tells of its own assets alone. Any
 * thread.
 */
public final class GatewayPictures {
  /** A gateway asks every ten seconds; silent for longer it is away. */
  public static final Duration AWAY_AFTER = Duration.ofMinutes(1);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);
  private static final int MAX_GATEWAYS = 10_000;

  private final PictureStore pictures;
  private final InspectedParts parts;
  private final PictureInbox inbox;
  private final Duration keep;
  private final BiPredicate<String, AssetPath> owns;
  private final InstantSource clock;
  private final Counter told;
  private final Counter refused;
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);
  private final Map<String, Instant> heard = new ConcurrentHashMap<>();

  /**
   * @param keep how long what is told of a part is kept
   * @param owns whether an asset is a gateway's
   */
  public GatewayPictures(
      PictureStore pictures,
      InspectedParts parts,
      PictureInbox inbox,
      Duration keep,
      BiPredicate<String, AssetPath> owns,
      MeterRegistry metrics,
      InstantSource clock) {
    this.pictures = pictures;
    this.parts = parts;
    this.inbox = inbox;
    this.keep = keep;
    this.owns = owns;
    this.clock = clock;
    told = metrics.counter("linewatch.parts.told");
    refused = metrics.counter("linewatch.parts.refused");
  }

  /** A gateway asks what it is to send. Bounds are looked after here, too. */
  public PictureWishes wishes(String gateway, PictureReport report) throws IOException {
    if (heard.size() < MAX_GATEWAYS || heard.containsKey(gateway)) {
      heard.put(gateway, clock.instant());
    }
    pictures.gone(gateway, report.gone());
    inbox.tend();
    sweepParts();
    return new PictureWishes(pictures.wanted(gateway, PictureWishes.MOST));
  }

  private void sweepParts() {
    Instant now = clock.instant();
    Instant due = nextSweep.get();
    if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(SWEEP_EVERY))) {
      parts.sweep(now.minus(keep));
    }
  }

  /** When a gateway asked last; null when it has not since the centre started. */
  public @Nullable Instant heard(String gateway) {
    return heard.get(gateway);
  }

  /**
   * A gateway tells of a part, in one message.
   *
   * @param hex SHA-256 of the whole
   * @throws UploadRefused when it will never be taken
   */
  public Upload.State tell(String gateway, String hex, long length, byte[] message)
      throws UploadRefused {
    if (parts.has(hex)) {
      return new Upload.State(length, true);
    }
    if (message.length == 0) {
      return new Upload.State(0, false);
    }
    try {
      take(gateway, hex, length, message);
    } catch (UploadRefused no) {
      refused.increment();
      throw no;
    }
    told.increment();
    return new Upload.State(length, true);
  }

  private void take(String gateway, String hex, long length, byte[] message) throws UploadRefused {
    if (message.length != length || !Digest.hex(Digest.of(message)).equals(hex)) {
      throw new UploadRefused(Reason.CONTENT, "what came does not have the digest announced");
    }
    PartVerdict verdict;
    try {
      verdict = PictureRecords.PART.decode(message);
    } catch (MalformedRecord malformed) {
      throw new UploadRefused(Reason.CONTENT, "it tells of no part: " + malformed.getMessage());
    }
    PictureEvidence evidence = verdict.evidence();
    boolean rejected = verdict.verdict() == Verdict.NG || verdict.verdict() == Verdict.REVIEW;
    if (!rejected || evidence == null || !isWhole(evidence)) {
      throw new UploadRefused(Reason.CONTENT, "only parts that are NG or REVIEW are told of");
    }
    if (!verdict.gateway().equals(gateway) || !owns.test(gateway, verdict.asset())) {
      throw new UploadRefused(
          Reason.CONTENT, "the plant sheet does not give " + verdict.asset() + " to this gateway");
    }
    parts.add(hex, verdict, evidence);
  }

  private static boolean isWhole(PictureEvidence evidence) {
    String full = evidence.full();
    return PictureWishes.isDigest(evidence.picture())
        && (full == null || PictureWishes.isDigest(full));
  }
}
