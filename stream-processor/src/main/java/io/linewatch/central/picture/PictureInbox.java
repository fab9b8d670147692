package io.linewatch.central.picture;

import io.linewatch.central.upload.GrowingFile;
import io.linewatch.central.upload.UploadRefused;
import io.linewatch.central.upload.UploadRefused.Reason;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where full pictures arrive, each a file that is named by its digest. Only what was asked for, or
 * shows a part that was told of, is taken. The oldest go when there are too many or they are too
 * old. One request at a time; any thread.
 */
public final class PictureInbox {
  /** Above any picture that a gateway takes in. */
  static final long MAX_BYTES = 40L << 20;

  /** What stopped growing so long ago is not gone on with. */
  private static final Duration GROWS_FOR = Duration.ofDays(1);

  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);
  private static final int AT_ONCE = 500;
  private static final String PREFIX = "sha256:";

  private final Path folder;
  private final Bounds bounds;
  private final PictureStore store;
  private final InstantSource clock;
  private final AtomicLong bytes = new AtomicLong();
  private final Counter received;
  private final Counter refused;
  private Instant nextLook = Instant.MIN;

  /**
   * @param bytes of all pictures together
   * @param age how long one is kept after it came
   */
  public record Bounds(long bytes, Duration age) {}

  /**
   * @param folder is made where it is not there
   */
  public PictureInbox(
      Path folder, Bounds bounds, PictureStore store, MeterRegistry metrics, InstantSource clock)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.bounds = bounds;
    this.store = store;
    this.clock = clock;
    try (Stream<Path> files = Files.list(folder)) {
      bytes.set(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum());
    }
    Gauge.builder("linewatch.pictures.bytes", bytes, AtomicLong::get)
        .description("bytes of the full pictures here; the bound is " + bounds.bytes())
        .register(metrics);
    received = metrics.counter("linewatch.pictures.received.bytes");
    refused = metrics.counter("linewatch.pictures.refused");
  }

  /**
   * Takes a part that begins where what is here ends; any other changes nothing.
   *
   * @param hex the digest's digits
   * @param length of the whole file
   * @throws UploadRefused when the picture cannot be taken; who asked for it sees why
   * @throws IOException when the disk refuses; what was taken before stays
   */
  public synchronized Upload.State take(
      String gateway, String hex, long length, long offset, byte[] part)
      throws IOException, UploadRefused {
    try {
      return taken(gateway, hex, length, offset, part);
    } catch (UploadRefused no) {
      refused.increment();
      store.refused(gateway, PREFIX + hex, String.valueOf(no.getMessage()));
      throw no;
    }
  }

  private Upload.State taken(String gateway, String hex, long length, long offset, byte[] part)
      throws IOException, UploadRefused {
    if (!store.expects(gateway, PREFIX + hex)) {
      throw new UploadRefused(Reason.CONTENT, "nobody has asked this gateway for the picture");
    }
    if (length < 1 || length > MAX_BYTES) {
      throw new UploadRefused(
          Reason.CONTENT, "a picture has 1 to " + MAX_BYTES + " bytes, not " + length);
    }
    Path file = folder.resolve(hex);
    if (Files.exists(file)) {
      // It is here, and so is its row, unless the centre was stopped between the two.
      return complete(gateway, hex, file);
    }
    GrowingFile growing = new GrowingFile(folder.resolve(hex + GrowingFile.ENDING));
    long has = growing.size();
    if (has < length) {
      if (part.length == 0 || offset != has) {
        return new Upload.State(has, false);
      }
      if (has + part.length > length) {
        growing.drop(bytes);
        throw new UploadRefused(Reason.CONTENT, "more came than was announced");
      }
      requireRoom(length - has);
      growing.append(part, bytes);
      received.increment(part.length);
      if (has + part.length < length) {
        return new Upload.State(has + part.length, false);
      }
    }
    if (type(growing.file()) == null || !Digest.hex(Digest.of(growing.file())).equals(hex)) {
      growing.drop(bytes);
      throw new UploadRefused(
          Reason.CONTENT, "what came is no JPEG or PNG with the digest that was announced");
    }
    growing.finish(file);
    return complete(gateway, hex, file);
  }

  private Upload.State complete(String gateway, String hex, Path file) throws IOException {
    long length = Files.size(file);
    String type = type(file);
    store.arrived(gateway, PREFIX + hex, length, type == null ? "image/jpeg" : type);
    return new Upload.State(length, true);
  }

  /** By the first bytes (ITU-T T.81, table B.1; ISO/IEC 15948, 5.2); null for neither. */
  private static @Nullable String type(Path file) throws IOException {
    byte[] first;
    try (var in = Files.newInputStream(file)) {
      first = in.readNBytes(4);
    }
    if (first.length == 4 && (first[0] & 0xff) == 0xff && (first[1] & 0xff) == 0xd8) {
      return "image/jpeg";
    }
    boolean png =
        first.length == 4
            && (first[0] & 0xff) == 0x89
            && first[1] == 'P'
            && first[2] == 'N'
            && first[3] == 'G';
    return png ? "image/png" : null;
  }

  private void requireRoom(long more) throws IOException, UploadRefused {
    if (bytes.get() + more > bounds.bytes()) {
      sweep(bounds.bytes() - more);
    }
    if (bytes.get() + more > bounds.bytes()) {
      throw new UploadRefused(
          Reason.FULL,
          "the pictures at the centre have "
              + (bounds.bytes() / 1_000_000)
              + " MB (pictures.maxMegabytes) and none may go: allow more");
    }
  }

  /** Looks after age and rests, at most every five minutes. */
  public synchronized void tend() throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK_EVERY);
      sweep(bounds.bytes());
      dropRests(now);
    }
  }

  private void sweep(long bound) throws IOException {
    Instant oldest = clock.instant().minus(bounds.age());
    List<StoredPicture> some;
    do {
      some = store.removable(AT_ONCE);
      for (StoredPicture picture : some) {
        Instant arrived = picture.arrivedAt();
        if (bytes.get() <= bound && (arrived == null || !arrived.isBefore(oldest))) {
          return;
        }
        store.removed(picture.digest());
        delete(folder.resolve(Digest.hex(picture.digest())));
      }
    } while (some.size() == AT_ONCE);
  }

  private void dropRests(Instant now) throws IOException {
    List<Path> rests;
    try (Stream<Path> files = Files.list(folder)) {
      rests = files.filter(file -> file.toString().endsWith(GrowingFile.ENDING)).toList();
    }
    for (Path rest : rests) {
      if (Files.getLastModifiedTime(rest).toInstant().isBefore(now.minus(GROWS_FOR))) {
        delete(rest);
      }
    }
  }

  private void delete(Path file) throws IOException {
    long size = file.toFile().length();
    if (Files.deleteIfExists(file)) {
      bytes.addAndGet(-size);
    }
  }

  /** A picture's file; null when it has not arrived or is gone again. */
  public @Nullable Path file(String digest) {
    Path file = folder.resolve(Digest.hex(digest));
    return Files.isRegularFile(file) ? file : null;
  }
}
