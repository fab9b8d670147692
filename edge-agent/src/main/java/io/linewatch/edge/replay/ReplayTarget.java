package io.linewatch.edge.replay;

import java.io.IOException;

/** Where a replay goes. */
public interface ReplayTarget extends AutoCloseable {
  /** Sends, waiting only while too many messages are unanswered. */
  void publish(String topic, byte[] payload) throws IOException, InterruptedException;

  /** Waits until everything sent is with the broker. */
  void flush() throws IOException, InterruptedException;

  @Override
  void close();
}
