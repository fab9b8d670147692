package io.linewatch.model.fit.visual;

import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.LabelReport.LeftOut;
import io.linewatch.model.format.Digest;
import io.linewatch.model.visual.PictureLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Labelled pictures as the centre exports them, unpacked: what {@code labels.json} names, checked
 * against its digest, and nothing else.
 *
 * @param pictures by label; of one picture there may be several
 * @param leftOut what is not usable, with the reason
 */
record LabelArchive(List<Labelled> pictures, List<LeftOut> leftOut) {
  LabelArchive {
    pictures = List.copyOf(pictures);
    leftOut = List.copyOf(leftOut);
  }

  /** A label with its picture's file. */
  record Labelled(PictureLabel label, Path file) {}

  /**
   * @param into an empty folder
   * @throws FitRefused when it is no such archive
   */
  static LabelArchive unpacked(Path zip, Path into) throws IOException, FitRefused {
    List<Labelled> pictures = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (PictureLabel label : labels(zip, archive)) {
        String unusable = unusable(label);
        byte[] picture = unusable.isEmpty() ? bytes(archive, label) : null;
        if (unusable.isEmpty() && picture == null) {
          unusable = "its file is missing in the archive or is not the picture: export again";
        }
        if (picture == null) {
          leftOut.add(leftOut(label, unusable));
        } else {
          Path file = into.resolve(label.file());
          Files.createDirectories(file.resolveSibling(""));
          pictures.add(new Labelled(label, Files.write(file, picture)));
        }
      }
    }
    return new LabelArchive(pictures, leftOut);
  }

  private static List<PictureLabel> labels(Path zip, ZipFile archive)
      throws IOException, FitRefused {
    ZipEntry entry = archive.getEntry(PictureLabels.FILE);
    if (entry == null) {
      throw new FitRefused(
          zip + " holds no " + PictureLabels.FILE + ": take an archive that the console exported");
    }
    try (InputStream in = archive.getInputStream(entry)) {
      return PictureRecords.LABELS
          .decode(in.readNBytes(PictureRecords.MAX_LABELS_BYTES + 1))
          .labels();
    } catch (MalformedRecord malformed) {
      throw new FitRefused(zip + ": " + PictureLabels.FILE + ": " + malformed.getMessage());
    }
  }

  private static String unusable(PictureLabel label) {
    if (label.approvedBy().isBlank() || label.approvedBy().equals(label.author())) {
      return "no second person has approved it: approve it in the console, and export again";
    }
    return label.masked()
        ? "something of it was made black before it was stored, so it is not what the camera shows"
        : "";
  }

  /** Null where there is none, or another one. */
  private static byte @Nullable [] bytes(ZipFile archive, PictureLabel label) throws IOException {
    ZipEntry entry = archive.getEntry(label.file());
    if (entry == null) {
      return null;
    }
    try (InputStream in = archive.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(PictureLimits.STANDARD.maxBytes() + 1);
      boolean right =
          bytes.length <= PictureLimits.STANDARD.maxBytes()
              && Digest.of(bytes).equals(label.digest());
      return right ? bytes : null;
    }
  }

  static LeftOut leftOut(PictureLabel label, String reason) {
    return new LeftOut(
        label.digest(),
        (label.label() == PictureLabel.Kind.FINE ? "fine" : "defect")
            + ", says "
            + label.author()
            + " of part "
            + label.part(),
        reason);
  }
}
