package io.linewatch.domain.inspection;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The centre's answer to a {@link PictureReport}: which stored pictures it wants.
 *
 * @param pictures {@code sha256:…} of each, those first that were asked for first, at most {@value
 *     #MOST}
 */
public record PictureWishes(List<String> pictures) {
  public static final int MOST = 50;

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  public PictureWishes {
    pictures = List.copyOf(pictures);
    requireDigests(pictures);
  }

  /** Whether a text names a picture, and so can name a file. */
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  static void requireDigests(List<String> digests) {
    if (digests.size() > MOST || !digests.stream().allMatch(PictureWishes::isDigest)) {
      throw new IllegalArgumentException("at most " + MOST + " digests like sha256:… are named");
    }
  }
}
