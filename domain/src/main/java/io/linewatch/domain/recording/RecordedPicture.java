package io.linewatch.domain.recording;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a camera station as it was recorded.
 *
 * @param bytes JPEG or PNG: as it came, or masked; not copied, nobody writes to it
 */
public record RecordedPicture(About about, byte[] bytes) {
  /** More than any station takes. */
  public static final int MAX_BYTES = 40 << 20;

  public RecordedPicture {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a picture has 1 to " + MAX_BYTES + " bytes, not " + bytes.length);
    }
  }

  /**
   * What is known of it.
   *
   * @param station the station as a channel of its asset: {@code site/area/line/asset/station}
   * @param part the part's id
   * @param time when it was taken, by the camera or else by its arrival
   * @param exposureMicros of the camera; null when it did not say
   * @param verdict of the station; null when the picture was skipped for a newer one
   * @param percent score in percent of the model's limit; null when it was not scored
   * @param known what the part is known to be, when it was shown on purpose; null for all others
   * @param machineState what the machine told last before; null when it told none
   * @param masked whether the station's masks were drawn, and the picture encoded anew
   */
  public record About(
      String station,
      String part,
      Instant time,
      @Nullable Long exposureMicros,
      @Nullable Verdict verdict,
      @Nullable Double percent,
      @Nullable Verdict known,
      @Nullable String machineState,
      boolean masked) {
    public About {
      var _ = ChannelId.of(station);
    }
  }

  /** Equal byte by byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedPicture that
        && about.equals(that.about)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return about.hashCode();
  }

  /** Names it; its bytes would fill pages. */
  @Override
  public String toString() {
    return about + ", " + bytes.length + " bytes";
  }
}
