package io.linewatch.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The child processes of one state folder, on disk, so that the next start finds and ends what a
 * killed one left behind: by recorded id and start time, never by name. Any thread.
 */
public final class ProcessRecords {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private final Path file;

  public ProcessRecords(Path file) {
    this.file = file;
  }

  synchronized void add(String name, long pid) throws IOException {
    var mark = ProcessMark.of(name, pid);
    if (mark.isPresent()) {
      Files.writeString(
          file, mark.get().toLine() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Forgets all; called when every child has ended. */
  public synchronized void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Ends what an earlier start left running, newest first.
   *
   * @return names of the processes ended
   */
  public synchronized List<String> endLeftovers() throws IOException, InterruptedException {
    List<ProcessMark> marks = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        ProcessMark.fromLine(line).ifPresent(marks::add);
      }
    }
    List<String> ended = new ArrayList<>();
    for (ProcessMark mark : marks.reversed()) {
      if (mark.isRunning()) {
        end(mark);
        ended.add(mark.name());
      }
    }
    clear();
    return ended;
  }

  private static void end(ProcessMark mark) throws IOException, InterruptedException {
    ProcessHandle.of(mark.pid()).ifPresent(ProcessHandle::destroy);
    if (!awaitEnd(mark)) {
      ProcessHandle.of(mark.pid()).ifPresent(ProcessHandle::destroyForcibly);
      if (!awaitEnd(mark)) {
        throw new StartFailed(
            mark.name()
                + " of an earlier start (process "
                + mark.pid()
                + ") does not end. End it by hand (kill -9 "
                + mark.pid()
                + "), then start again.");
      }
    }
  }

  private static boolean awaitEnd(ProcessMark mark) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (mark.isRunning()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }
}
