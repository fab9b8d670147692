package io.linewatch.central.recording;

import io.linewatch.central.upload.GrowingFile;
import io.linewatch.central.upload.UploadRefused;
import io.linewatch.central.upload.UploadRefused.Reason;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where recordings arrive: {@code recordings/GATEWAY/NAME/FILE}, as at the gateway. A file grows as
 * {@code FILE.DIGEST.part}; when all of it is there it is checked against its digest, read as what
 * it says it is, made durable and renamed. A part that came twice, or too late, changes nothing.
 * One request at a time; any thread.
 */
public final class RecordingInbox {
  private static final int DIGEST_SHOWN = 16;
  private static final int MAX_RECORDINGS = 1_000;

  private final Path folder;
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Counter received;
  private final Counter refused;

  /**
   * @param folder is made where it is not there
   * @param maxBytes of all recordings together; beyond it nothing more is taken
   */
  public RecordingInbox(Path folder, long maxBytes, MeterRegistry metrics) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.maxBytes = maxBytes;
    try (Stream<Path> files = Files.walk(folder)) {
      bytes.set(files.filter(Files::isRegularFile).mapToLong(RecordingInbox::size).sum());
    }
    Gauge.builder("linewatch.recordings.bytes", bytes, AtomicLong::get)
        .description("bytes of the recordings here; the bound is " + maxBytes)
        .register(metrics);
    this.received = metrics.counter("linewatch.recordings.received.bytes");
    this.refused = metrics.counter("linewatch.recordings.refused");
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Takes a part that begins where what is here ends; any other changes nothing. Asked with an
   * empty one it says how far the file is.
   *
   * @throws UploadRefused when the file cannot be taken, now or ever
   * @throws IOException when the disk refuses; what was taken before stays
   */
  public synchronized Upload.State take(Upload upload, long offset, byte[] part)
      throws IOException, UploadRefused {
    try {
      return taken(upload, offset, part);
    } catch (UploadRefused no) {
      refused.increment();
      throw no;
    }
  }

  private Upload.State taken(Upload upload, long offset, byte[] part)
      throws IOException, UploadRefused {
    Path recording = folder.resolve(upload.gateway()).resolve(upload.recording());
    Path file = recording.resolve(upload.file());
    if (Files.exists(file)) {
      if (isSame(file, upload)) {
        return new Upload.State(upload.length(), true);
      }
      if (!upload.isCard()) {
        throw new UploadRefused(
            Reason.CONFLICT,
            "another "
                + upload.file()
                + " of this recording is here; a segment never changes: record under another name");
      }
    }
    String shown = upload.sha256().substring(0, DIGEST_SHOWN);
    GrowingFile growing =
        new GrowingFile(recording.resolve(upload.file() + "." + shown + GrowingFile.ENDING));
    long has = growing.size();
    if (has >= upload.length()) {
      // All had come, and the centre was stopped before it was checked.
      complete(upload, growing, file);
      return new Upload.State(upload.length(), true);
    }
    if (part.length == 0 || offset != has) {
      return new Upload.State(has, false);
    }
    requireRoom(upload, recording, has, part.length);
    growing.append(part, bytes);
    received.increment(part.length);
    long now = has + part.length;
    if (now < upload.length()) {
      return new Upload.State(now, false);
    }
    complete(upload, growing, file);
    return new Upload.State(upload.length(), true);
  }

  private static boolean isSame(Path file, Upload upload) throws IOException {
    return Files.size(file) == upload.length()
        && Digest.hex(Digest.of(file)).equals(upload.sha256());
  }

  private void requireRoom(Upload upload, Path recording, long has, int more)
      throws IOException, UploadRefused {
    if (has + more > upload.length()) {
      throw new UploadRefused(Reason.CONTENT, "more came than was announced");
    }
    if (bytes.get() - has + upload.length() > maxBytes) {
      throw new UploadRefused(
          Reason.FULL,
          "the recordings at the centre have "
              + (maxBytes / 1_000_000)
              + " MB (recordings.maxMegabytes): remove some below "
              + folder.getFileName());
    }
    if (!Files.isDirectory(recording)) {
      Path ofGateway = Files.createDirectories(folder.resolve(upload.gateway()));
      try (Stream<Path> all = Files.list(ofGateway)) {
        if (all.limit(MAX_RECORDINGS).count() >= MAX_RECORDINGS) {
          throw new UploadRefused(
              Reason.FULL, "the gateway has " + MAX_RECORDINGS + " recordings here; remove some");
        }
      }
      Files.createDirectory(recording);
    }
  }

  private void complete(Upload upload, GrowingFile growing, Path file)
      throws IOException, UploadRefused {
    String wrong = ReceivedFile.problem(growing.file(), upload);
    if (!wrong.isEmpty()) {
      growing.drop(bytes);
      throw new UploadRefused(Reason.CONTENT, wrong);
    }
    long replaced = Files.exists(file) ? Files.size(file) : 0;
    growing.finish(file);
    bytes.addAndGet(-replaced);
    if (upload.isCard()) {
      dropOldParts(file.resolveSibling(""));
    }
  }

  /** The card comes last: parts of older files of this recording will not be gone on with. */
  private void dropOldParts(Path recording) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(recording)) {
      left = files.filter(file -> file.toString().endsWith(GrowingFile.ENDING)).toList();
    }
    for (Path part : left) {
      bytes.addAndGet(-Files.size(part));
      Files.delete(part);
    }
  }

  /** The cards of all recordings whose card has arrived. */
  public List<RecordingCard> cards() throws IOException {
    return ReceivedFile.cards(folder);
  }
}
