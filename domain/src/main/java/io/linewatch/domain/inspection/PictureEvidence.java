package io.linewatch.domain.inspection;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The picture a verdict rests on. Files stay at the gateway, named by their digest; only the
 * thumbnail travels.
 *
 * @param station the camera station
 * @param part the part's id
 * @param picture {@code sha256:…} of the picture as it came
 * @param overlay digest of the file with the heat-map over the picture; null when there is none
 * @param crop digest of the file with the region alone; null when there is none
 * @param full digest of the stored picture, masked; null when it is not kept
 * @param region null when nothing stands out
 * @param thumbnail JPEG with the heat-map over it, Base64; null on the local feed, where size
 *     counts
 */
public record PictureEvidence(
    String station,
    String part,
    String picture,
    @Nullable String overlay,
    @Nullable String crop,
    @Nullable String full,
    @Nullable DefectRegion region,
    @Nullable String thumbnail) {
  public static final int MAX_THUMBNAIL_BYTES = 64 << 10;

  private static final int MAX_BASE64 = (MAX_THUMBNAIL_BYTES + 2) / 3 * 4;

  public PictureEvidence {
    if (thumbnail != null) {
      requireJpeg(thumbnail);
    }
  }

  private static void requireJpeg(String base64) {
    if (base64.length() > MAX_BASE64) {
      throw new IllegalArgumentException(
          "a thumbnail has at most " + MAX_THUMBNAIL_BYTES + " bytes");
    }
    byte[] bytes = Base64.getDecoder().decode(base64);
    // Start of image and the marker after it (ITU-T T.81, table B.1).
    if (bytes.length < 4 || (bytes[0] & 0xff) != 0xff || (bytes[1] & 0xff) != 0xd8) {
      throw new IllegalArgumentException("a thumbnail must be a JPEG");
    }
  }

  /** The same without what is too large for the local feed. */
  public PictureEvidence withoutThumbnail() {
    return thumbnail == null
        ? this
        : new PictureEvidence(station, part, picture, overlay, crop, full, region, null);
  }
}
