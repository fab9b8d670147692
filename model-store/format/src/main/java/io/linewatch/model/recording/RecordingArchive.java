package io.linewatch.model.recording;

import io.linewatch.domain.recording.RecordingCard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A recording in one file, to carry it on a stick: a ZIP of card and segments, not compressed again
 * (its blocks are). The same recording gives the same bytes.
 */
public final class RecordingArchive {
  static final String SUFFIX = ".zip";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

  private RecordingArchive() {}

  /**
   * Writes what is there of a recording; segments that are still written stand in the card as they
   * are now. The file is there whole or not at all.
   *
   * @param to where to; a name ending in {@value #SUFFIX}
   */
  public static RecordingCard write(Path folder, Path to) throws IOException, UnreadableRecording {
    if (!String.valueOf(to.getFileName()).endsWith(SUFFIX)) {
      throw new UnreadableRecording("an archive's name must end in " + SUFFIX + ", not " + to);
    }
    Path temporary = to.resolveSibling(to.getFileName() + ".part");
    try (StoredRecording recording = StoredRecording.open(folder)) {
      RecordingCard card = recording.card();
      try (OutputStream file =
              new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER_BYTES);
          ZipOutputStream zip = new ZipOutputStream(file)) {
        put(zip, RecordingCard.FILE, RecordingCard.CODEC.encode(card));
        for (RecordingCard.Segment segment : card.present()) {
          // One that is written on has grown since the card was made: what the card says goes.
          put(
              zip,
              segment.file(),
              SegmentFile.bytes(folder.resolve(segment.file()), segment.bytes()));
        }
      }
      Files.move(
          temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return card;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
