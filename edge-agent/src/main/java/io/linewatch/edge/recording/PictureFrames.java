package io.linewatch.edge.recording;

import io.linewatch.domain.recording.RecordedPicture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pictures as they are recorded: masked where the station's masks say so. Recorder's thread. */
final class PictureFrames {
  private PictureFrames() {}

  /**
   * Masks it, which takes as long as decoding and encoding a picture.
   *
   * @param state what the station's machine told last before; null when it told none
   * @return null when it must not or cannot be kept
   */
  static @Nullable RecordedPicture of(HeardPicture heard, @Nullable String state) {
    HeardPicture.Mask mask = heard.mask();
    byte[] bytes = mask == null ? heard.bytes() : mask.masked(heard.bytes());
    if (bytes == null || bytes.length == 0 || bytes.length > RecordedPicture.MAX_BYTES) {
      return null;
    }
    Duration exposure = heard.exposure();
    return new RecordedPicture(
        new RecordedPicture.About(
            heard.station().toString(),
            heard.part(),
            heard.time(),
            exposure == null ? null : exposure.toNanos() / 1_000,
            heard.verdict(),
            heard.percent(),
            heard.known(),
            state,
            mask != null),
        bytes);
  }
}
