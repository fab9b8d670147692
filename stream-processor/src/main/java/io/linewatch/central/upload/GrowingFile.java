package io.linewatch.central.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A file that grows part by part and takes its name when all of it is there. One thread. */
public final class GrowingFile {
  public static final String ENDING = ".part";

  private final Path file;

  /**
   * @param file where it grows; ends with {@link #ENDING}
   */
  public GrowingFile(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** How much is there; 0 before the first part. */
  public long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * @param total raised by what was written, even when the disk refuses the rest
   */
  public void append(byte[] part, AtomicLong total) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(part);
      while (buffer.hasRemaining()) {
        total.addAndGet(channel.write(buffer));
      }
    }
  }

  /** Makes it durable under its name, in place of what has the name now. */
  public void finish(Path name) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(name.resolveSibling(""), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Takes it away again. */
  public void drop(AtomicLong total) throws IOException {
    long bytes = size();
    if (Files.deleteIfExists(file)) {
      total.addAndGet(-bytes);
    }
  }
}
