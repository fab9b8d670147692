package io.linewatch.central.recording;

import io.linewatch.central.recording.UploadRefused.Reason;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
  private static final String PART = ".part";
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
    Path growing =
        recording.resolve(upload.file() + "." + upload.sha256().substring(0, DIGEST_SHOWN) + PART);
    long has = Files.exists(growing) ? Files.size(growing) : 0;
    if (has >= upload.length()) {
      // All had come, and the centre was stopped before it was checked.
      complete(upload, growing, file);
      return new Upload.State(upload.length(), true);
    }
    if (part.length == 0 || offset != has) {
      return new Upload.State(has, false);
    }
    requireRoom(upload, recording, has, part.length);
    append(growing, part);
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

  private void append(Path growing, byte[] part) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            growing,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(part);
      while (buffer.hasRemaining()) {
        bytes.addAndGet(channel.write(buffer));
      }
    }
    received.increment(part.length);
  }

  private void complete(Upload upload, Path growing, Path file) throws IOException, UploadRefused {
    String wrong = ReceivedFile.problem(growing, upload);
    if (!wrong.isEmpty()) {
      bytes.addAndGet(-Files.size(growing));
      Files.delete(growing);
      throw new UploadRefused(Reason.CONTENT, wrong);
    }
    long replaced = Files.exists(file) ? Files.size(file) : 0;
    try (FileChannel channel = FileChannel.open(growing, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    bytes.addAndGet(-replaced);
    Path recording = file.resolveSibling("");
    try (FileChannel channel = FileChannel.open(recording, StandardOpenOption.READ)) {
      channel.force(true);
    }
    if (upload.isCard()) {
      dropOldParts(recording);
    }
  }

  /** The card comes last: parts of older files of this recording will not be gone on with. */
  private void dropOldParts(Path recording) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(recording)) {
      left = files.filter(file -> file.toString().endsWith(PART)).toList();
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
