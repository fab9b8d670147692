package io.linewatch.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Ports on loopback: the preferred one when nobody has it, else any. One thread. */
public final class FreePorts {
  private final Set<Integer> given = new HashSet<>();

  public int prefer(int preferred) throws IOException {
    if (isFree(preferred) && given.add(preferred)) {
      return preferred;
    }
    for (int attempt = 0; attempt < 100; attempt++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (given.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    }
    throw new StartFailed("No free port on 127.0.0.1; end some programs and start again.");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Without it a port of a demo that ended a moment ago would look taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
