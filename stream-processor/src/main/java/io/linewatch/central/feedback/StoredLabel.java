package io.linewatch.central.feedback;

import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of a picture, and what became of it.
 *
 * @param about what the picture shows
 * @param reason in the author's words
 * @param decidedBy who approved, declined or withdrew it; null before
 * @param contradicted whether somebody else's standing label says the opposite
 */
public record StoredLabel(
    long id,
    About about,
    PictureLabel.Kind label,
    String reason,
    String author,
    Instant at,
    State state,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    boolean contradicted) {

  /** What becomes of a label. */
  public enum State {
    /** Waits for a second person. */
    PROPOSED,
    /** Takes part in the next fit. */
    APPROVED,
    DECLINED,
    /** By its author, or replaced by another of theirs. */
    WITHDRAWN
  }

  /**
   * What a label is about.
   *
   * @param digest of the full picture
   * @param masked whether something of it was made black before it was stored
   */
  public record About(
      String digest,
      String gateway,
      AssetPath asset,
      String station,
      String part,
      @Nullable String recipe,
      @Nullable String modelDigest,
      boolean masked) {}
}
