package io.linewatch.edge.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Room that is kept on the disk, so that deleting rows stays possible when the disk is full. */
final class Reserve {
  private final Path file;
  private final long bytes;

  Reserve(OutboxSettings settings) {
    this.file = settings.reserve();
    this.bytes = settings.reserveBytes();
  }

  /** Makes sure that it is there; false when the disk has no room for it. */
  boolean keep() {
    try {
      if (Files.exists(file) && Files.size(file) == bytes) {
        return true;
      }
      write();
      return true;
    } catch (IOException e) {
      var _ = release();
      return false;
    }
  }

  private void write() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Written, not only sized: a sparse file would hold no blocks to give up.
      ByteBuffer block = ByteBuffer.allocate(64 * 1024);
      for (long left = bytes; left > 0; left -= block.capacity()) {
        block.clear().limit((int) Math.min(left, block.capacity()));
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
      channel.force(true);
    }
  }

  /** Gives it up; true when there was one. */
  boolean release() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false;
    }
  }
}
