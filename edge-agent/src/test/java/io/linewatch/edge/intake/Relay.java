package io.linewatch.edge.intake;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between a client and its server, and can break what it holds without a word. */
final class Relay implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final int target;

  Relay(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pump(client, there));
        Thread.ofVirtual().start(() -> pump(there, client));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // One of both is gone; so is the other now.
    }
  }

  /** Breaks every connection; new ones are taken. */
  void cut() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      try {
        socket.close();
      } catch (IOException gone) {
        // It was gone before.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
