package io.linewatch.bench.publish;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One connection that only publishes. One thread sends; a second one takes acknowledgements. At QoS
 * 1 at most {@value #WINDOW} messages are under way.
 */
final class MqttSender implements AutoCloseable {
  private static final int WINDOW = 500;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int CONNACK = 0x20;
  private static final int PUBACK = 0x40;
  private static final int FAILURE = 0x80;
  private static final long PATIENCE_SECONDS = 60;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final Semaphore window = new Semaphore(WINDOW);
  private final Thread reader;
  private int packetId;

  MqttSender(int port, String clientId) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out.write(MqttFrames.connect(clientId));
    out.flush();
    byte[] answer = packet(CONNACK);
    if ((answer[1] & 0xFF) >= FAILURE) {
      throw new IOException("the broker refused the publisher with code " + (answer[1] & 0xFF));
    }
    reader = Thread.ofPlatform().name("acknowledgements").daemon().start(this::takeAcks);
  }

  /** A packet id for the next message; waits while too many are under way. */
  int awaitPacketId() throws IOException, InterruptedException {
    if (!window.tryAcquire()) {
      out.flush();
      if (!window.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the broker acknowledged nothing for " + PATIENCE_SECONDS + " s");
      }
    }
    packetId = packetId % 0xFFFF + 1;
    return packetId;
  }

  void send(byte[] frame) throws IOException {
    out.write(frame);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Says goodbye and waits until the broker has read all and closed. */
  void leave() throws IOException, InterruptedException {
    out.flush();
    if (!window.tryAcquire(WINDOW, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("not everything was acknowledged within " + PATIENCE_SECONDS + " s");
    }
    out.write(MqttFrames.disconnect());
    out.flush();
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  private void takeAcks() {
    try {
      while (true) {
        var _ = packet(PUBACK);
        window.release();
      }
    } catch (EOFException closed) {
      // The broker's answer to our goodbye; if it came before it, the sender's next write says so.
    } catch (IOException broken) {
      System.err.println("the publisher's connection broke: " + broken.getMessage());
    }
  }

  /** The body of the next packet, which must be of this type. */
  private byte[] packet(int type) throws IOException {
    int first = in.readUnsignedByte();
    int length = 0;
    int shift = 0;
    int part;
    do {
      part = in.readUnsignedByte();
      length |= (part & 0x7F) << shift;
      shift += 7;
    } while ((part & 0x80) != 0);
    byte[] body = new byte[length];
    in.readFully(body);
    if ((first & 0xF0) != type) {
      throw new EOFException("the broker sent packet " + first);
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
