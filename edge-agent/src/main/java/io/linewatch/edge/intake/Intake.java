package io.linewatch.edge.intake;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connection that messages of the line come over. */
public interface Intake extends AutoCloseable {

  /** Takes messages as they come. */
  @FunctionalInterface
  interface Handler {
    /**
     * Called on the connection's own thread, one message after the other. May block for as long as
     * the gateway cannot take more: that holds the broker back.
     */
    void onMessage(InboundMessage message) throws InterruptedException;

    /** Values that come with their own names and times; they can be shed, and never block. */
    default void onSamples(DeviceSamples samples) throws InterruptedException {
      throw new IllegalStateException("nobody here takes samples");
    }

    /** The connection itself refused something. */
    default void onRejected(Rejection rejection) {
      throw new IllegalStateException("nobody here takes rejections");
    }
  }

  /** Id from the configuration. */
  String id();

  /** Whether this connection serves a source of the desired state. */
  boolean serves(SourceMapping source);

  /** Begins to connect, and goes on trying. Returns at once. Called once. */
  void start(Handler handler);

  /** Replaces the topic filters it listens to. Works while disconnected too. */
  void subscribe(List<String> topicFilters);

  boolean connected();

  /** What keeps it from being connected and what to do; empty when connected. */
  String problem();

  /**
   * What of it is silent although the connection is up, such as a Sparkplug device that died: its
   * topic, as sources name it, with the reason and what to do.
   */
  default Map<String, String> stale() {
    return Map.of();
  }

  /** Stops taking messages; what was handed over may still be finished and acknowledged. */
  void stopTaking();

  /** Sends the acknowledgements that are due, then leaves. Bounded by {@code patience}. */
  void close(Duration patience);

  @Override
  default void close() {
    close(Duration.ofSeconds(2));
  }
}
