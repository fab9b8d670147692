package io.linewatch.central.feedback;

import io.linewatch.central.picture.PictureInbox;
import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Approved labels with their pictures as an archive: folders {@code train/good} and {@code
 * test/DEFECT}, and {@code labels.json}. Pictures that are not here are left out.
 */
public final class LabelExport {
  private final PictureInbox inbox;
  private final String site;

  public LabelExport(PictureInbox inbox, String site) {
    this.inbox = inbox;
    this.site = site;
  }

  /** Which of some labels have their picture here. */
  public List<StoredLabel> ready(List<StoredLabel> labels) {
    return labels.stream().filter(label -> inbox.file(label.about().digest()) != null).toList();
  }

  /**
   * @param labels approved ones whose pictures are here; one whose picture goes meanwhile is left
   *     out
   */
  public void write(List<StoredLabel> labels, String by, Instant now, OutputStream out)
      throws IOException {
    List<PictureLabel> written = new ArrayList<>();
    Set<String> files = new HashSet<>();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (StoredLabel label : labels) {
        Path picture = inbox.file(label.about().digest());
        PictureLabel named = picture == null ? null : named(label, picture);
        if (picture == null || named == null) {
          continue;
        }
        if (files.add(named.file())) {
          zip.putNextEntry(new ZipEntry(named.file()));
          Files.copy(picture, zip);
          zip.closeEntry();
        }
        written.add(named);
      }
      zip.putNextEntry(new ZipEntry(PictureLabels.FILE));
      zip.write(PictureRecords.LABELS.encode(new PictureLabels(site, now, by, written)));
      zip.closeEntry();
    }
  }

  private static @Nullable PictureLabel named(StoredLabel label, Path picture) throws IOException {
    String approvedBy = label.decidedBy();
    Instant approvedAt = label.decidedAt();
    if (approvedBy == null || approvedAt == null) {
      return null;
    }
    StoredLabel.About about = label.about();
    String ending = isPng(picture) ? ".png" : ".jpg";
    return new PictureLabel(
        about.digest(),
        label.label(),
        label.label().folder() + "/" + Digest.hex(about.digest()) + ending,
        about.masked(),
        about.asset(),
        about.station(),
        about.part(),
        about.recipe(),
        about.modelDigest(),
        label.author(),
        label.at(),
        label.reason(),
        approvedBy,
        approvedAt);
  }

  private static boolean isPng(Path picture) throws IOException {
    try (InputStream in = Files.newInputStream(picture)) {
      return in.read() == 0x89;
    }
  }
}
