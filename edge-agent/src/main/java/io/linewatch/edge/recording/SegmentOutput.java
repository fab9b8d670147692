package io.linewatch.edge.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows at its end. */
interface SegmentOutput extends AutoCloseable {
  /** Writes all of it, or throws; then any part of it may be there. */
  void write(byte[] bytes) throws IOException;

  /** Cuts it off behind so many bytes. */
  void cut(long length) throws IOException;

  /** What was written survives a power cut. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** Makes the files; a test's own may refuse. */
  @FunctionalInterface
  interface Maker {
    /** A new file; one that is already there is an error. */
    SegmentOutput create(Path file) throws IOException;
  }

  /** On the disk. */
  static SegmentOutput onDisk(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new SegmentOutput() {
      @Override
      public void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }

      @Override
      public void cut(long length) throws IOException {
        channel.truncate(length);
        channel.position(length);
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
