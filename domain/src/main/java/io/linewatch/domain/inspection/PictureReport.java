package io.linewatch.domain.inspection;

import java.util.List;

/**
 * What a gateway says when it asks which pictures the centre wants of it.
 *
 * @param gone digests of those that were wanted and are not kept any more, at most {@value
 *     PictureWishes#MOST}
 */
public record PictureReport(List<String> gone) {
  public PictureReport {
    gone = List.copyOf(gone);
    PictureWishes.requireDigests(gone);
  }
}
