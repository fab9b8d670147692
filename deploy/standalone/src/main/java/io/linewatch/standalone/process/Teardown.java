package io.linewatch.standalone.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, ended once and in the opposite order, however the demo ends. Any thread. */
public final class Teardown implements AutoCloseable {
  private final Deque<Named> started = new ArrayDeque<>();
  private boolean closed;

  private record Named(String name, AutoCloseable resource) {}

  /** Registered the moment it exists; ended at once when the teardown is already over. */
  public synchronized <T extends AutoCloseable> T add(String name, T resource) {
    if (closed) {
      close(new Named(name, resource));
    } else {
      started.push(new Named(name, resource));
    }
    return resource;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      close(started.pop());
    }
  }

  private static void close(Named named) {
    try {
      named.resource().close();
    } catch (Exception e) {
      // One that does not end well must not keep the others running.
      System.err.println("ending " + named.name() + ": " + e);
    }
  }
}
