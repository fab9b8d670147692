package io.linewatch.edge.local;

import java.io.IOException;

/** A way to the broker at the line. Publishing is done by the feed's thread alone. */
public interface FeedConnection extends AutoCloseable {
  /**
   * Begins to connect, and goes on trying.
   *
   * @param onConnected told on any thread whenever the broker is there (again)
   */
  void start(Runnable onConnected);

  boolean connected();

  /** What keeps it from being connected and what to do; empty when connected. */
  String problem();

  /**
   * Publishes with QoS 1 and waits for the broker's answer.
   *
   * @throws IOException when the broker is away
   */
  void publish(String topic, byte[] payload, boolean retained)
      throws IOException, InterruptedException;

  @Override
  void close();
}
