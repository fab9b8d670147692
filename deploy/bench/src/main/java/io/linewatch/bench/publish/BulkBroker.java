package io.linewatch.bench.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A process that passes messages on from a publisher to subscribers in blocks, as no broker does:
 * so that a load measures who takes it. Knows what the bench sends and no more: MQTT 5, QoS 0,
 * topics {@code factory/LINE/…}, one subscriber a line (OASIS MQTT 5.0, chapter 3). What else is
 * published is acknowledged and forgotten. A thread a connection; a subscriber that reads slowly
 * holds the publisher back.
 */
public final class BulkBroker {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int UNSUBSCRIBE = 10;
  private static final int PINGREQ = 12;
  private static final int DISCONNECT = 14;
  private static final int LONGEST_HEADER = 5;
  private static final String ROOT = "factory/";

  private final Map<String, Client> subscribers = new ConcurrentHashMap<>();

  private BulkBroker() {}

  /** {@code PORT} on loopback. */
  public static void main(String[] arguments) throws IOException {
    BulkBroker broker = new BulkBroker();
    try (ServerSocket server =
        new ServerSocket(Integer.parseInt(arguments[0]), 16, InetAddress.getLoopbackAddress())) {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Client client = broker.new Client(socket);
        Thread.ofPlatform().daemon().start(client::serve);
      }
    }
  }

  /** The line in a topic or filter {@code factory/LINE/…}; null where there is none. */
  private static @Nullable String lineOf(String topic) {
    int end = topic.indexOf('/', ROOT.length());
    return topic.startsWith(ROOT) && end > 0 ? topic.substring(ROOT.length(), end) : null;
  }

  private final class Client {
    private final Socket socket;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    // Messages in a row for one subscriber, not passed on yet, and the line of the last one.
    private @Nullable Client receiver;
    private int blockFrom;
    private byte[] lastTopic = new byte[0];

    Client(Socket socket) {
      this.socket = socket;
    }

    private void serve() {
      try (socket) {
        InputStream in = socket.getInputStream();
        int count = 0;
        while (count >= 0) {
          limit += count;
          takePackets();
          count = socket.isClosed() ? -1 : in.read(bytes, limit, bytes.length - limit);
        }
      } catch (IOException gone) {
        System.out.println("a connection ended: " + gone.getMessage());
      } finally {
        subscribers.values().remove(this);
      }
    }

    private void takePackets() throws IOException {
      blockFrom = position;
      int length = lengthOfNext();
      while (length > 0) {
        take(length);
        position += length;
        length = lengthOfNext();
      }
      passBlock();
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    }

    /** Of the next packet with its header; 0 when it is not there as a whole. */
    private int lengthOfNext() throws IOException {
      int rest = 0;
      for (int i = 1; i < LONGEST_HEADER && position + i < limit; i++) {
        rest |= (bytes[position + i] & 0x7F) << (7 * (i - 1));
        if (bytes[position + i] >= 0) {
          int length = 1 + i + rest;
          if (length > bytes.length) {
            throw new IOException("a packet of " + length + " bytes");
          }
          return position + length <= limit ? length : 0;
        }
      }
      return 0;
    }

    private void take(int length) throws IOException {
      int body = position + 1;
      while (bytes[body] < 0) {
        body++;
      }
      body++;
      int type = (bytes[position] >> 4) & 0xF;
      if (type == PUBLISH) {
        takeMessage(body);
        return;
      }
      passBlock();
      switch (type) {
        case CONNECT -> answer(0x20, 3, 0, 0, 0);
        case SUBSCRIBE -> subscribe(body, position + length);
        case UNSUBSCRIBE -> answer(0xB0, 4, bytes[body], bytes[body + 1], 0, 0);
        case PINGREQ -> answer(0xD0, 0);
        case DISCONNECT -> socket.close();
        default -> {
          // An acknowledgement of what was not asked for.
        }
      }
      blockFrom = position + length;
    }

    private void takeMessage(int body) throws IOException {
      int topicLength = uint16(body);
      int topicAt = body + 2;
      if ((bytes[position] & 0b110) != 0) {
        int id = topicAt + topicLength;
        answer(0x40, 2, bytes[id], bytes[id + 1]);
      }
      if (isSameLine(topicAt, topicLength)) {
        return;
      }
      passBlock();
      lastTopic = Arrays.copyOfRange(bytes, topicAt, topicAt + topicLength);
      String line = lineOf(new String(lastTopic, UTF_8));
      lastTopic = line == null ? new byte[0] : (ROOT + line + "/").getBytes(UTF_8);
      receiver = line == null ? null : subscribers.get(line);
    }

    private boolean isSameLine(int topicAt, int topicLength) {
      int known = lastTopic.length;
      return known > 0
          && topicLength >= known
          && Arrays.equals(bytes, topicAt, topicAt + known, lastTopic, 0, known);
    }

    /** Up to the packet at hand; messages that nobody wants are forgotten. */
    private void passBlock() throws IOException {
      Client to = receiver;
      if (to != null && position > blockFrom) {
        to.send(bytes, blockFrom, position - blockFrom);
      }
      blockFrom = position;
    }

    private void subscribe(int body, int end) throws IOException {
      byte[] answer = new byte[end - body + 5];
      int codes = 0;
      // Behind packet id and properties (none, or less than 128 bytes).
      int at = body + 3 + bytes[body + 2];
      while (at < end) {
        int length = uint16(at);
        String line = lineOf(new String(bytes, at + 2, length, UTF_8) + "/");
        if (line != null) {
          subscribers.put(line, this);
        }
        at += 2 + length + 1;
        codes++;
      }
      answer[0] = (byte) 0x90;
      answer[1] = (byte) (3 + codes);
      answer[2] = bytes[body];
      answer[3] = bytes[body + 1];
      send(answer, 0, 5 + codes);
    }

    private void answer(int... packet) throws IOException {
      byte[] all = new byte[packet.length];
      for (int i = 0; i < packet.length; i++) {
        all[i] = (byte) packet[i];
      }
      send(all, 0, all.length);
    }

    private synchronized void send(byte[] packets, int from, int length) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(packets, from, length);
    }

    private int uint16(int at) {
      return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
  }
}
