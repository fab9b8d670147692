package io.linewatch.domain.inspection;

import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a part's picture, and who agreed.
 *
 * @param digest {@code sha256:…} of the full picture
 * @param file where it stands in the archive
 * @param masked whether something of it was made black, so that the model saw another
 * @param recipe what product the station was set up for; null where it is not known
 * @param modelDigest package that judged it; null where it is not known
 * @param reason in the author's words
 * @param approvedBy a second person
 */
public record PictureLabel(
    String digest,
    Kind label,
    String file,
    boolean masked,
    AssetPath asset,
    String station,
    String part,
    @Nullable String recipe,
    @Nullable String modelDigest,
    String author,
    Instant at,
    String reason,
    String approvedBy,
    Instant approvedAt) {
  private static final Pattern FILE =
      Pattern.compile("(train/good|test/DEFECT)/[0-9a-f]{64}\\.(jpg|png)");

  public PictureLabel {
    if (!PictureWishes.isDigest(digest)) {
      throw new IllegalArgumentException("a picture is named by its digest, sha256:…");
    }
    if (!FILE.matcher(file).matches()) {
      throw new IllegalArgumentException(
          "a labelled picture stands under train/good or test/DEFECT, not at '" + file + "'");
    }
  }

  /** What a part is, by a person's word. */
  public enum Kind {
    /** A good part: the next fit learns from it. */
    FINE,
    /** A defective part: the next fit is tried on it. */
    DEFECT;

    /** Folder in the archive. */
    public String folder() {
      return this == FINE ? "train/good" : "test/DEFECT";
    }
  }
}
