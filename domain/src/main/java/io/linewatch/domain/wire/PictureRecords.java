package io.linewatch.domain.wire;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.PictureWishes;

/**
 * The form of what gateway and centre tell each other of pictures, and what is written of them in
 * archives: strict JSON.
 */
public final class PictureRecords {
  /** A thumbnail in Base64 and the verdict around it. */
  public static final int MAX_PART_BYTES = 112 << 10;

  public static final int MAX_LABELS_BYTES = 64 << 20;

  private static final int MAX_LIST_BYTES = 8 << 10;

  /** A part that is not good: its verdict with the thumbnail in it. */
  public static final Codec<PartVerdict> PART =
      JsonCodec.of("part", PartVerdict.class, MAX_PART_BYTES);

  public static final Codec<PictureReport> REPORT =
      JsonCodec.of("picture-report", PictureReport.class, MAX_LIST_BYTES);

  public static final Codec<PictureWishes> WISHES =
      JsonCodec.of("picture-wishes", PictureWishes.class, MAX_LIST_BYTES);

  /** {@value PictureLabels#FILE} of an archive. */
  public static final Codec<PictureLabels> LABELS =
      JsonCodec.of("labels", PictureLabels.class, MAX_LABELS_BYTES);

  private PictureRecords() {}
}
