package io.linewatch.domain.inspection;

import java.time.Instant;
import java.util.List;

/**
 * {@code labels.json} of an archive of labelled pictures.
 *
 * @param by who exported it
 * @param labels at most {@value #MOST}; of one picture there may be several
 */
public record PictureLabels(String site, Instant exportedAt, String by, List<PictureLabel> labels) {
  public static final String FILE = "labels.json";
  public static final int MOST = 20_000;

  public PictureLabels {
    labels = List.copyOf(labels);
    if (labels.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " labels are taken");
    }
  }
}
