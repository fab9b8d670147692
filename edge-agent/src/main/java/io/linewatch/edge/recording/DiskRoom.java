package io.linewatch.edge.recording;

import java.io.IOException;

/** Keeps recordings from filling the disk that the outbox needs. Recorder's thread. */
final class DiskRoom {
  private final Space space;
  private final long keepFreeBytes;
  private boolean scarce;

  /** How much may still be written. */
  @FunctionalInterface
  interface Space {
    long usableBytes() throws IOException;
  }

  DiskRoom(Space space, long keepFreeBytes) {
    this.space = space;
    this.keepFreeBytes = keepFreeBytes;
  }

  /** Looks, every second or so. */
  void look() throws IOException {
    scarce = space.usableBytes() < keepFreeBytes;
  }

  /**
   * @throws IOException while there is too little
   */
  void require() throws IOException {
    if (scarce) {
      throw new IOException(
          "less than "
              + (keepFreeBytes >> 20)
              + " MiB is free on the disk: nothing is recorded until there is more;"
              + " free some, or lower recordings.quotaMegabytes");
    }
  }
}
