package io.linewatch.edge.cli;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of an MQTT 5 broker as a rehearsal needs, on loopback: whoever subscribes gets the made
 * messages at QoS 0, whatever the filter; what is published to it is acknowledged and forgotten.
 * (Packets: MQTT Version 5.0, OASIS Standard, chapter 3.)
 */
final class RehearsalBroker implements AutoCloseable {
  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int UNSUBSCRIBE = 10;
  private static final int PINGREQ = 12;
  private static final int MAX_PACKET = 1 << 20;
  private static final int NOT_ASKED = -1;

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final List<Message> messages;
  private final AtomicInteger published = new AtomicInteger();

  /** One message to whoever subscribes. */
  record Message(byte[] topic, byte[] payload) {}

  RehearsalBroker(List<Message> messages) throws IOException {
    this.messages = List.copyOf(messages);
    Thread.ofPlatform().daemon().name("rehearsal-broker").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Messages that clients have published to it. Any thread. */
  int published() {
    return published.get();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket client = server.accept();
        clients.add(client);
        client.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().name("rehearsal-client").start(() -> serve(client));
      }
    } catch (IOException closed) {
      close();
    }
  }

  private void serve(Socket client) {
    try (client;
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
      while (answer(in.readUnsignedByte(), in, out)) {
        out.flush();
      }
    } catch (IOException gone) {
      clients.remove(client);
    }
  }

  /** Takes one packet; false when the client says farewell. */
  private boolean answer(int head, DataInputStream in, DataOutputStream out) throws IOException {
    byte[] body = new byte[length(in)];
    in.readFully(body);
    switch (head >> 4) {
      case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
      case SUBSCRIBE -> {
        out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 0});
        for (Message message : messages) {
          publish(message, out);
        }
      }
      case UNSUBSCRIBE -> out.write(new byte[] {(byte) 0xB0, 4, body[0], body[1], 0, 0});
      case PUBLISH -> {
        published.incrementAndGet();
        int id = packetId(head, body);
        if (id != NOT_ASKED) {
          out.write(new byte[] {0x40, 2, (byte) (id >> 8), (byte) id});
        }
      }
      case PINGREQ -> out.write(new byte[] {(byte) 0xD0, 0});
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Behind the topic, and only above QoS 0. */
  private static int packetId(int head, byte[] body) {
    if ((head & 0b110) == 0) {
      return NOT_ASKED;
    }
    return uint16(body, 2 + uint16(body, 0));
  }

  private static int uint16(byte[] body, int at) {
    return ((body[at] & 0xFF) << 8) | (body[at + 1] & 0xFF);
  }

  private static void publish(Message message, DataOutputStream out) throws IOException {
    out.writeByte(PUBLISH << 4);
    int rest = 2 + message.topic().length + 1 + message.payload().length;
    while (rest >= 0x80) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    out.writeByte(rest);
    out.writeShort(message.topic().length);
    out.write(message.topic());
    out.writeByte(0); // no properties
    out.write(message.payload());
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int octet = in.readUnsignedByte();
      length |= (octet & 0x7F) << shift;
      if (octet < 0x80) {
        if (length > MAX_PACKET) {
          throw new IOException("a packet of " + length + " bytes in a rehearsal");
        }
        return length;
      }
    }
    throw new EOFException("a packet's length has more than four bytes");
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("a socket refused to be closed", e);
    }
  }
}
