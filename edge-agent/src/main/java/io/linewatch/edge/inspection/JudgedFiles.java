package io.linewatch.edge.inspection;

import io.linewatch.edge.config.InspectionConfig.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Files whose verdict is safe go to {@code done} or {@code failed} beside them, which are kept
 * within their bounds. A receipt only takes note; moving is the folder's thread's, for the outbox
 * must not wait for a share.
 */
final class JudgedFiles {
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private record Judged(Path file, boolean readable) {}

  private final RetainedFiles done;
  private final RetainedFiles failed;
  private final ConcurrentLinkedQueue<Judged> judged = new ConcurrentLinkedQueue<>();

  JudgedFiles(Path folder, Retention keep, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    done = retained(folder.resolve(DONE), keep, clock);
    failed = retained(folder.resolve(FAILED), keep, clock);
  }

  private static RetainedFiles retained(Path kept, Retention keep, InstantSource clock)
      throws IOException {
    if (Files.isSymbolicLink(kept)) {
      throw new IOException(kept + " is a link; make it a folder");
    }
    return new RetainedFiles(Files.createDirectories(kept), keep, clock);
  }

  /** Of one file; any thread. */
  StationPicture.Receipt receipt(Path file) {
    return new StationPicture.Receipt() {
      @Override
      public void decided(boolean readable) {
        judged.add(new Judged(file, readable));
      }

      @Override
      public void skipped() {
        judged.add(new Judged(file, true));
      }
    };
  }

  /**
   * Moves what was judged.
   *
   * @return what was moved
   */
  List<Path> move() throws IOException {
    List<Path> moved = new ArrayList<>();
    for (Judged next = judged.peek(); next != null; next = judged.peek()) {
      move(next.file(), next.readable() ? done : failed);
      judged.remove();
      moved.add(next.file());
    }
    return moved;
  }

  /** Moves a file that will never be judged. */
  void fail(Path file) throws IOException {
    move(file, failed);
  }

  /** Keeps both within their bounds. */
  void tend() {
    done.tend();
    failed.tend();
  }

  /** A file of the same name that is there already stays: a number is added. */
  private static void move(Path file, RetainedFiles to) throws IOException {
    BasicFileAttributes about = SteadyFiles.attributes(file);
    if (about == null) {
      return;
    }
    String name = String.valueOf(file.getFileName());
    Path target = to.folder().resolve(name);
    for (int n = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
      target = to.folder().resolve(n + "-" + name);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    to.added(about.size());
  }
}
