package io.linewatch.model.fit.visual;

import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.inspection.PictureLabel.Kind;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.model.fit.visual.RenderedParts.Defect;
import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Labelled pictures as the console exports them. */
final class LabelZip {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final List<PictureLabel> labels = new ArrayList<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /**
   * @return digest of the picture
   */
  String add(Kind kind, long seed, Defect defect) {
    return add(kind, seed, defect, "ann", "bob", false);
  }

  String add(
      Kind kind, long seed, Defect defect, String author, String approvedBy, boolean masked) {
    byte[] picture = InlinePicture.file(RenderedParts.render(seed, defect), "png");
    String digest = Digest.of(picture);
    String file = kind.folder() + "/" + Digest.hex(digest) + ".png";
    labels.add(
        new PictureLabel(
            digest,
            kind,
            file,
            masked,
            AssetPath.of("demo/hall-1/line-1/capper"),
            "cap",
            "P-" + seed,
            "blue-cap",
            null,
            author,
            NOON,
            "looked at it",
            approvedBy,
            NOON.plusSeconds(60)));
    files.put(file, picture);
    return digest;
  }

  /** Puts other bytes in place of the last picture. */
  void damage() {
    files.replaceAll((file, bytes) -> file.equals(labels.getLast().file()) ? new byte[1] : bytes);
  }

  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      files.put(
          PictureLabels.FILE,
          PictureRecords.LABELS.encode(new PictureLabels("demo", NOON, "bob", labels)));
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
