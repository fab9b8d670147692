package io.linewatch.standalone.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * All that the demo keeps, in one folder that one demo at a time owns. The lock ends with the
 * process, however it ends.
 */
public final class StateFolder implements AutoCloseable {
  private static final String MARKER = "linewatch-demo";
  private final Path root;
  private final FileChannel lockFile;
  private final ProcessRecords records;

  private StateFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
    this.records = new ProcessRecords(root.resolve("processes"));
  }

  /**
   * @param fresh whether to empty it first
   * @throws StartFailed when another demo runs in it, or it is somebody else's folder
   */
  public static StateFolder open(Path root, boolean fresh) throws IOException {
    refuseForeignFolder(root);
    Files.createDirectories(root);
    Files.writeString(root.resolve(MARKER), "State of deploy/demo.sh; --fresh empties it.\n");
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new StartFailed(runningMessage(root));
    }
    StateFolder folder = new StateFolder(root, channel);
    try {
      folder
          .records
          .endLeftovers()
          .forEach(
              name -> System.out.println("   ended " + name + ", left over from a killed start"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailed("interrupted", e);
    }
    if (fresh) {
      folder.empty();
    }
    return folder;
  }

  public Path root() {
    return root;
  }

  public ProcessRecords records() {
    return records;
  }

  /** A file only its owner can read. */
  public Path secretFile(String name, String content) throws IOException {
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, content);
    return file;
  }

  /** Where a second start in this folder points people to. */
  public void announce(String link) throws IOException {
    secretFile("link", link + "\n");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(root.resolve("link"));
    lockFile.close();
  }

  private void empty() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(root) && !isKept(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private boolean isKept(Path file) {
    Path inside = root.relativize(file);
    // The unpacked database server is large and the same for every start.
    return inside.startsWith("lock")
        || inside.startsWith(MARKER)
        || inside.startsWith("postgres-server");
  }

  private static void refuseForeignFolder(Path root) throws IOException {
    if (!Files.exists(root) || Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (Stream<Path> files = Files.list(root)) {
      if (files.findAny().isPresent()) {
        throw new StartFailed(
            root
                + " holds files that are not the demo's. Give --state a folder that is empty or"
                + " does not exist.");
      }
    }
  }

  private static String runningMessage(Path root) throws IOException {
    Path link = root.resolve("link");
    String where =
        Files.exists(link)
            ? " Open it: " + Files.readString(link).strip()
            : " It is still starting.";
    return "A demo already runs in "
        + root
        + "."
        + where
        + "\nFor a second one beside it: deploy/demo.sh --state ANOTHER-FOLDER";
  }
}
