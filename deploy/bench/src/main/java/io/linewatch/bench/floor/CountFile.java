package io.linewatch.bench.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A count that one process raises and another one reads, in a mapped file: telling costs the
 * measured process one write to memory. One thread at each end.
 */
public final class CountFile {
  private final MappedByteBuffer map;
  private long count;

  private CountFile(MappedByteBuffer map) {
    this.map = map;
  }

  /** Opens it for counting, from nought. */
  public static CountFile create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new CountFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
    }
  }

  public void increment() {
    count++;
    map.putLong(0, count);
  }

  /** What stands in it; 0 while the counting process has not made it. */
  public static long read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length < Long.BYTES ? 0 : ByteBuffer.wrap(bytes).getLong();
  }
}
