package io.linewatch.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small file system of its own for one folder, so that it can be filled without harm to the rest
 * of the machine. It wants root; without, the folder is an ordinary one.
 */
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "size=256m";

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  static SmallDisk mount(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "linewatch-bench", folder.toString()));
    return new SmallDisk(folder, mounted);
  }

  /** What a killed bench left mounted there. */
  static void endLeftover(Path folder) throws IOException, InterruptedException {
    if (Files.exists(folder)
        && Files.getFileStore(folder).type().equals("tmpfs")
        && Files.getFileStore(folder).name().equals("linewatch-bench")) {
      var _ = run(List.of("umount", folder.toString()));
    }
  }

  boolean mounted() {
    return mounted;
  }

  @Override
  public void close() throws IOException {
    try {
      if (mounted && !run(List.of("umount", folder.toString()))) {
        throw new IOException(folder + " could not be unmounted; umount it by hand");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(List<String> words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      // A machine without mount(8) has no small disks.
      return false;
    }
  }
}
