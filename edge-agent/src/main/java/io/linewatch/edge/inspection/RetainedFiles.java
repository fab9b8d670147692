package io.linewatch.edge.inspection;

import io.linewatch.edge.config.InspectionConfig.Retention;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A flat folder of files that is kept within its bounds of bytes and age. Any thread. */
final class RetainedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RetainedFiles.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

  /** Made free beyond the bound, so that not every new file needs a look at all of them. */
  private static final int SLACK = 20;

  private record Kept(Path file, long bytes, Instant time) {}

  private final Path folder;
  private final Retention keep;
  private final InstantSource clock;
  private long bytes;
  private Instant nextLook = Instant.MIN;

  RetainedFiles(Path folder, Retention keep, InstantSource clock) {
    this.folder = folder;
    this.keep = keep;
    this.clock = clock;
    tend();
  }

  Path folder() {
    return folder;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** A file was added. */
  synchronized void added(long size) {
    bytes += size;
    tend();
  }

  /** A file was taken out by its owner. */
  synchronized void removed(long size) {
    bytes = Math.max(0, bytes - size);
  }

  /** Looks when it is due: above the bound, or after a while. */
  synchronized void tend() {
    Instant now = clock.instant();
    if (bytes <= keep.bytes() && now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(LOOK_EVERY);
    try {
      sweep(now);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} cannot be kept within its bounds: {}", folder, e.toString());
    }
  }

  private void sweep(Instant now) throws IOException {
    List<Kept> files = files();
    files.sort(Comparator.comparing(Kept::time).thenComparing(Kept::file));
    long total = files.stream().mapToLong(Kept::bytes).sum();
    long bound = total > keep.bytes() ? keep.bytes() - keep.bytes() / SLACK : keep.bytes();
    Instant oldest = now.minus(keep.age());
    for (Kept file : files) {
      if (total <= bound && !file.time().isBefore(oldest)) {
        break;
      }
      if (Files.deleteIfExists(file.file())) {
        total -= file.bytes();
      }
    }
    bytes = total;
  }

  private List<Kept> files() throws IOException {
    List<Kept> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        BasicFileAttributes about =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (about.isRegularFile()) {
          files.add(new Kept(file, about.size(), about.lastModifiedTime().toInstant()));
        }
      }
    }
    return files;
  }
}
