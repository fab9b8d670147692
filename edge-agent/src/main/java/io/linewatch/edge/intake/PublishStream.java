package io.linewatch.edge.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.jspecify.annotations.Nullable;

/**
 * What Paho's receiver thread reads a connection by. PUBLISH packets of QoS 0 and 1 are taken out
 * and handed over on that very thread; every other packet passes byte by byte as it came (ADR 20).
 * Paho's own way wakes a thread of its callbacks for nearly every message, over a queue of ten.
 *
 * <p>Frames only are read here (MQTT 5, section 2.1); what a PUBLISH says is read by Paho's own
 * class, and what that refuses passes, for Paho to end the connection as it would have.
 *
 * <p>Not thread-safe: one connection, one receiver thread. A time-out of the socket leaves all
 * state as it was, and the next read goes on.
 */
final class PublishStream extends InputStream {
  /**
   * Takes one message; may block, which leaves the rest in the socket and holds the broker back.
   */
  @FunctionalInterface
  interface Taker {
    void take(MqttPublish publish);
  }

  static final int BUFFER_BYTES = 64 * 1024;

  /**
   * Paho judges by what passes whether the peer lives. While only messages come nothing would, so
   * after this long an answer to a ping is put in between: whoever sends messages is there.
   */
  static final long SIGN_OF_LIFE_NANOS = 5_000_000_000L;

  /**
   * How long a socket from which messages come one by one is left alone, so that more of them share
   * a wake-up: at 10,000 messages a second waking up costs more than all else.
   */
  static final long GATHER_NANOS = 2_000_000L;

  /** Reads further apart than this are none that could gather. */
  private static final long SELDOM_NANOS = 2 * GATHER_NANOS;

  /** A read of so much shows that more than enough comes: no pause. */
  private static final int BUSY_BYTES = 16 * 1024;

  private static final byte[] PING_RESPONSE = {(byte) 0xD0, 0};
  private static final int PUBLISH = 3;
  private static final int LONGEST_HEADER = 5;
  private static final int NOT_YET = -1;

  private final InputStream in;
  private final Taker taker;
  private final long mostBytes;
  private final LongSupplier nanoTime;
  private final long gatherNanos;

  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  // Bytes of the packet under way that are Paho's.
  private long passing;
  private byte @Nullable [] putIn;
  private long lastPassed;
  private long lastRead;
  private int lastCount = BUSY_BYTES;

  /**
   * @param in unbuffered, of a socket
   * @param mostBytes packets above it are left to Paho, which refuses them
   * @param nanoTime in nanoseconds, of any origin
   * @param gatherNanos {@link #GATHER_NANOS}, or none
   */
  PublishStream(
      InputStream in, Taker taker, long mostBytes, LongSupplier nanoTime, long gatherNanos) {
    this.in = in;
    this.taker = taker;
    this.mostBytes = mostBytes;
    this.nanoTime = nanoTime;
    this.gatherNanos = gatherNanos;
    lastPassed = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (passing == 0 && !findWhatPasses()) {
      return -1;
    }
    if (putIn != null) {
      return takePutIn(bytes, offset);
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int count = (int) Math.min(Math.min(length, limit - position), passing);
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    passing -= count;
    return count;
  }

  private int takePutIn(byte[] bytes, int offset) {
    byte[] rest = putIn == null ? PING_RESPONSE : putIn;
    bytes[offset] = rest[0];
    putIn = rest.length == 1 ? null : Arrays.copyOfRange(rest, 1, rest.length);
    passing--;
    return 1;
  }

  /** What Paho asks for only to know whether it is receiving. */
  @Override
  public int available() throws IOException {
    return limit > position ? limit - position : in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Hands messages over until a packet comes that is Paho's; false at the end of the stream. */
  private boolean findWhatPasses() throws IOException {
    while (true) {
      long length = lengthOfNext();
      while (length == NOT_YET) {
        if (!fill()) {
          return false;
        }
        length = lengthOfNext();
      }
      if (!isOurs(buffer[position], length)) {
        return pass(length);
      }
      while (limit - position < length) {
        if (!fillFor((int) length)) {
          return false;
        }
      }
      MqttPublish publish = read((int) length);
      if (publish == null) {
        return pass(length);
      }
      position += (int) length;
      giveBackLargeBuffer();
      taker.take(publish);
      if (nanoTime.getAsLong() - lastPassed >= SIGN_OF_LIFE_NANOS) {
        putIn = PING_RESPONSE;
        return pass(PING_RESPONSE.length);
      }
    }
  }

  private boolean pass(long length) {
    passing = length;
    lastPassed = nanoTime.getAsLong();
    return true;
  }

  private boolean isOurs(byte first, long length) {
    int qos = (first >> 1) & 3;
    return (first >> 4 & 0xF) == PUBLISH && qos <= 1 && length <= mostBytes;
  }

  private @Nullable MqttPublish read(int length) throws IOException {
    byte[] packet = Arrays.copyOfRange(buffer, position, position + length);
    try {
      return MqttWireMessage.createWireMessage(packet) instanceof MqttPublish publish
          ? publish
          : null;
    } catch (MqttException | RuntimeException malformed) {
      // Paho reads it again, and ends the connection with its own reason.
      return null;
    }
  }

  /** Length of the next packet with its header; {@link #NOT_YET} when the header is not there. */
  private long lengthOfNext() {
    long remaining = 0;
    for (int i = 1; i < LONGEST_HEADER; i++) {
      if (position + i >= limit) {
        return NOT_YET;
      }
      byte digit = buffer[position + i];
      remaining |= (long) (digit & 0x7F) << (7 * (i - 1));
      if (digit >= 0) {
        return 1 + i + remaining;
      }
    }
    // No length of MQTT's: all of it is Paho's, which says so.
    return Long.MAX_VALUE;
  }

  private boolean fillFor(int length) throws IOException {
    if (length > buffer.length) {
      buffer = Arrays.copyOf(buffer, length);
    }
    return fill();
  }

  /** Reads what is there, at least a byte; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    } else if (limit == buffer.length || position > buffer.length / 2) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    gather();
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      return false;
    }
    lastCount = count;
    limit += count;
    return true;
  }

  private void gather() {
    long now = nanoTime.getAsLong();
    if (gatherNanos > 0 && lastCount < BUSY_BYTES && now - lastRead < SELDOM_NANOS) {
      LockSupport.parkNanos(gatherNanos);
    }
    lastRead = now;
  }

  /** One large packet must not hold its memory for the life of the connection. */
  private void giveBackLargeBuffer() {
    if (buffer.length > BUFFER_BYTES && limit - position <= BUFFER_BYTES) {
      byte[] small = new byte[BUFFER_BYTES];
      System.arraycopy(buffer, position, small, 0, limit - position);
      buffer = small;
      limit -= position;
      position = 0;
    }
  }
}
