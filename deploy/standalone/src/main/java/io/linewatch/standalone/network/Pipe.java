package io.linewatch.standalone.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of one connection: one thread reads, one writes when it is time. Between them are
 * at most {@value #MOST_CHUNKS} reads; then the sender feels it.
 */
final class Pipe {
  private static final int CHUNK_BYTES = 16_384;
  private static final int MOST_CHUNKS = 64;

  /** At a low rate bytes come in pieces of this part of a second, not all at once. */
  private static final int PIECES_PER_SECOND = 20;

  private final Direction direction;
  private final Socket from;
  private final Socket to;
  private final LinkState link;
  private final Random chance;
  private final LinkTally tally;
  private final BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(MOST_CHUNKS);
  private volatile boolean lossy;
  private boolean receiverGone;

  /**
   * @param bytes none at the end
   */
  private record Chunk(byte[] bytes, End end, long readAtNanos) {}

  private enum End {
    NOT_YET,
    /** The sender has closed its side. */
    CLOSED,
    /** The sender is gone. Its goodbye travels like everything else, so a cut holds it, too. */
    GONE
  }

  Pipe(
      Direction direction, Socket from, Socket to, LinkState link, Random chance, LinkTally tally) {
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.link = link;
    this.chance = chance;
    this.tally = tally;
  }

  /** Whether bytes are missing, so that what follows would make no sense. */
  boolean isLossy() {
    return lossy;
  }

  /** Until the sender closes its side or is gone. */
  void read() throws InterruptedException {
    End end = End.CLOSED;
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (count > 0) {
          put(Arrays.copyOf(buffer, count), End.NOT_YET);
        }
      }
    } catch (IOException e) {
      end = End.GONE;
    }
    put(new byte[0], end);
  }

  private void put(byte[] bytes, End end) throws InterruptedException {
    waiting.put(new Chunk(bytes, end, System.nanoTime()));
  }

  /**
   * Until the sender's goodbye has passed.
   *
   * @throws IOException when the connection is to be reset
   */
  void write() throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    while (true) {
      Chunk chunk = waiting.take();
      Quality quality = link.quality();
      if (quality.stallChance() > 0 && chance.nextDouble() < quality.stallChance()) {
        tally.stall();
        Thread.sleep(quality.stall());
      }
      sleepUntil(chunk.readAtNanos() + quality.delay().toNanos());
      if (link.awaitFlow(direction, () -> lossy = true) == LinkState.Flow.SWALLOW) {
        tally.swallow(chunk.bytes().length);
        continue;
      }
      if (lossy || chunk.end() == End.GONE) {
        throw new IOException("bytes are missing, or the sender is gone");
      } else if (chunk.end() == End.CLOSED) {
        to.shutdownOutput();
        return;
      } else if (!receiverGone) {
        write(out, chunk, quality.bytesPerSecond());
      }
    }
  }

  private void write(OutputStream out, Chunk chunk, long bytesPerSecond)
      throws InterruptedException {
    byte[] bytes = chunk.bytes();
    int piece = Math.clamp(bytesPerSecond / PIECES_PER_SECOND, 1, CHUNK_BYTES);
    for (int at = 0; at < bytes.length; at += piece) {
      int count = Math.min(piece, bytes.length - at);
      // Told first: who has the byte may look at once.
      tally.pass(count, System.nanoTime() - chunk.readAtNanos());
      try {
        out.write(bytes, at, count);
      } catch (IOException e) {
        // The other direction tells the sender, when the link lets it.
        receiverGone = true;
        return;
      }
      if (bytesPerSecond < Long.MAX_VALUE) {
        TimeUnit.NANOSECONDS.sleep((long) (count * 1e9 / bytesPerSecond));
      }
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
