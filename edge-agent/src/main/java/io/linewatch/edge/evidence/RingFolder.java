package io.linewatch.edge.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files within bounds of bytes, number and age. What a diagnosis rests on goes last: while there is
 * not enough room, blocks without one are deleted first, oldest first. Under {@code
 * waveforms/recent} and {@code waveforms/diagnosed}, by the digest of their content. One thread.
 */
final class RingFolder {
  static final int MOST_FILES = 20_000;
  private static final String NAME = "[0-9a-f]{64}";

  /** Why a block is kept. */
  enum Kind {
    /** To see how the machine was. */
    RECENT,
    /** A diagnosis rests on it, or it came just before. */
    DIAGNOSED;

    private final String folder = name().toLowerCase(Locale.ROOT);
  }

  private record Kept(String name, long bytes, Instant since) {}

  private final Path root;
  private final long maxBytes;
  private final Duration maxAge;
  private final Map<Kind, Deque<Kept>> kept = new EnumMap<>(Kind.class);
  private long bytes;
  private int files;

  private RingFolder(Path root, long maxBytes, Duration maxAge) {
    this.root = root;
    this.maxBytes = maxBytes;
    this.maxAge = maxAge;
  }

  /**
   * Finds what an earlier run has left.
   *
   * @throws IOException when the folder cannot be made or read
   */
  static RingFolder open(Path root, long maxBytes, Duration maxAge) throws IOException {
    RingFolder folder = new RingFolder(root, maxBytes, maxAge);
    for (Kind kind : Kind.values()) {
      folder.find(kind);
    }
    return folder;
  }

  private void find(Kind kind) throws IOException {
    List<Kept> found = new ArrayList<>();
    Path inside = Files.createDirectories(root.resolve(kind.folder));
    try (Stream<Path> all = Files.list(inside)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if (name.matches(NAME)) {
          long size = Files.size(file);
          found.add(new Kept(name, size, Files.getLastModifiedTime(file).toInstant()));
        } else {
          // Half of a file that a crash left; nobody refers to it.
          Files.deleteIfExists(file);
        }
      }
    }
    found.sort(Comparator.comparing(Kept::since));
    kept.put(kind, new ArrayDeque<>(found));
    files += found.size();
    bytes += found.stream().mapToLong(Kept::bytes).sum();
  }

  /**
   * Keeps a file, and deletes what is too old or too much.
   *
   * @return how many were deleted
   * @throws IOException when the disk does not take it
   */
  int put(Kind kind, WaveformFile file, Instant now) throws IOException {
    if (file.bytes().length > maxBytes) {
      throw new IOException(
          file.bytes().length + " bytes are more than waveforms.maxMegabytes allows in all");
    }
    int deleted = trim(file.bytes().length, 1, now);
    Path target = root.resolve(kind.folder).resolve(file.name());
    if (Files.exists(target)) {
      return deleted;
    }
    Path temporary = target.resolveSibling(file.name() + ".tmp");
    try {
      Files.write(temporary, file.bytes());
      Files.setLastModifiedTime(temporary, FileTime.from(now));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    of(kind).addLast(new Kept(file.name(), file.bytes().length, now));
    bytes += file.bytes().length;
    files++;
    return deleted;
  }

  /** Deletes what is too old. */
  int age(Instant now) throws IOException {
    return trim(0, 0, now);
  }

  private int trim(long moreBytes, int moreFiles, Instant now) throws IOException {
    int deleted = 0;
    for (Kind kind : Kind.values()) {
      Deque<Kept> oldest = of(kind);
      while (!oldest.isEmpty()
          && (bytes + moreBytes > maxBytes
              || files + moreFiles > MOST_FILES
              || oldest.getFirst().since().isBefore(now.minus(maxAge)))) {
        Kept gone = oldest.getFirst();
        Files.deleteIfExists(root.resolve(kind.folder).resolve(gone.name()));
        oldest.removeFirst();
        bytes -= gone.bytes();
        files--;
        deleted++;
      }
    }
    return deleted;
  }

  private Deque<Kept> of(Kind kind) {
    Deque<Kept> all = kept.get(kind);
    if (all == null) {
      throw new IllegalStateException("not opened: " + kind);
    }
    return all;
  }

  long bytes() {
    return bytes;
  }

  int files() {
    return files;
  }
}
