package io.linewatch.edge.inspection;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder have not changed for a while: neither their size nor their time. Links
 * and folders are passed over. The folder's thread.
 */
final class SteadyFiles {
  /** Files that are looked at in one turn; a flood of others is left for the next. */
  static final int MAX_SEEN = 10_000;

  private record Seen(long bytes, Instant modified, Instant since) {
    boolean same(BasicFileAttributes about) {
      return bytes == about.size() && modified.equals(about.lastModifiedTime().toInstant());
    }
  }

  /**
   * A file as it was a moment ago.
   *
   * @param since when it was seen like this first
   */
  record Steady(Path file, BasicFileAttributes about, Instant since) {}

  private final Path folder;
  private final Duration stable;
  private Map<Path, Seen> seen = new HashMap<>();

  SteadyFiles(Path folder, Duration stable) {
    this.folder = folder;
    this.stable = stable;
  }

  /**
   * @param without files that are left alone
   * @return the oldest first
   */
  List<Steady> look(Instant now, Set<Path> without) throws IOException {
    Map<Path, Seen> next = new HashMap<>();
    List<Steady> steady = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (next.size() >= MAX_SEEN) {
          break;
        }
        BasicFileAttributes about = without.contains(file) ? null : attributes(file);
        if (about != null && about.isRegularFile()) {
          Seen before = seen.get(file);
          Seen current =
              before != null && before.same(about)
                  ? before
                  : new Seen(about.size(), about.lastModifiedTime().toInstant(), now);
          next.put(file, current);
          if (!now.isBefore(current.since().plus(stable))) {
            steady.add(new Steady(file, about, current.since()));
          }
        }
      }
    }
    seen = next;
    steady.sort(
        Comparator.comparing((Steady s) -> s.about().lastModifiedTime())
            .thenComparing(Steady::file));
    return steady;
  }

  /** Files in the folder at the last look. */
  int seen() {
    return seen.size();
  }

  /** Of the thing itself, not of what a link points to; null when it is gone. */
  static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }
}
