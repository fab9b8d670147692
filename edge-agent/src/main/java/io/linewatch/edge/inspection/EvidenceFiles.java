package io.linewatch.edge.inspection;

import io.linewatch.edge.config.InspectionConfig.Retention;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures at the gateway, each in a file that is named by its digest, so that the same picture
 * stands there once. The oldest go when there are too many or they are too old. A file that could
 * not be written is counted: a verdict does not wait for its picture. Any thread.
 */
final class EvidenceFiles {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);
  private static final String PREFIX = "sha256:";
  private static final int PNG_FIRST = 0x89;

  private final RetainedFiles folder;
  private final Counter failed;

  EvidenceFiles(Path folder, Retention keep, MeterRegistry metrics, InstantSource clock)
      throws IOException {
    this.folder = new RetainedFiles(Files.createDirectories(folder), keep, clock);
    failed =
        Counter.builder("linewatch.inspection.evidence.failed")
            .description("pictures that could not be stored")
            .register(metrics);
    Gauge.builder("linewatch.inspection.evidence.bytes", this.folder, RetainedFiles::bytes)
        .description("of stored pictures; bound " + keep.bytes())
        .register(metrics);
  }

  static String digest(byte[] bytes) {
    return Digest.of(bytes);
  }

  /** As the camera sent it, or as it was drawn here. */
  private Path file(String digest, byte[] bytes) {
    boolean png = bytes.length > 0 && (bytes[0] & 0xff) == PNG_FIRST;
    return folder.folder().resolve(digest.substring(PREFIX.length()) + (png ? ".png" : ".jpg"));
  }

  /**
   * A stored picture's file in a folder of evidence, or null where it is not kept any more.
   *
   * @param digest {@code sha256:…}
   */
  static @Nullable Path find(Path folder, String digest) {
    for (String ending : List.of(".jpg", ".png")) {
      Path file = folder.resolve(digest.substring(PREFIX.length()) + ending);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
    return null;
  }

  /** Stores it, and makes room when that is due. */
  void store(String digest, byte[] bytes) {
    Path file = file(digest, bytes);
    try {
      if (!Files.exists(file)) {
        Path fresh = Files.createTempFile(folder.folder(), "new", ".part");
        try {
          Files.write(fresh, bytes);
          Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(fresh);
        }
        folder.added(bytes.length);
      }
    } catch (IOException e) {
      failed.increment();
      LOG.warn("evidence {} could not be stored: {}", file.getFileName(), e.toString());
    }
  }
}
