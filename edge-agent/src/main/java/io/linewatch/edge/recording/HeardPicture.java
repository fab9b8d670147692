package io.linewatch.edge.recording;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A camera station's picture on its way to the recorder.
 *
 * @param station as a channel of its asset
 * @param time when it was taken, else when it came
 * @param verdict null when it was skipped for a newer one
 * @param percent null when it was not scored
 * @param known what the part is known to be, when it was shown on purpose
 * @param bytes as it came; not copied
 * @param mask draws the station's masks, on the recorder's thread; null when it has none
 */
public record HeardPicture(
    ChannelId station,
    String part,
    Instant time,
    @Nullable Duration exposure,
    @Nullable Verdict verdict,
    @Nullable Double percent,
    @Nullable Verdict known,
    byte[] bytes,
    @Nullable Mask mask) {

  /** Draws masks. */
  @FunctionalInterface
  public interface Mask {
    /**
     * @param picture as it came
     * @return JPEG; null when it cannot be decoded, and so must not be kept
     */
    byte @Nullable [] masked(byte[] picture);
  }
}
