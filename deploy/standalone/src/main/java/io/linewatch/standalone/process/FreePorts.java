package io.linewatch.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback: the preferred one when nobody has it, else any. Below those that the system
 * gives to outgoing connections: a client that knocks at such a port while its server restarts can
 * be connected to itself, and then holds the port. One thread.
 */
public final class FreePorts {
  private static final int LOWEST = 10_000;
  private static final int ABOVE_HIGHEST = 32_000;
  private final Set<Integer> given = new HashSet<>();

  public int prefer(int preferred) {
    if (isFree(preferred) && given.add(preferred)) {
      return preferred;
    }
    return any();
  }

  /** One that nobody has now. */
  public int any() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
      if (isFree(port) && given.add(port)) {
        return port;
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
