package io.linewatch.edge.pipeline;

import io.linewatch.edge.signal.Shedding;

/** What the user wants to give way; asked only while a lane cannot keep up. Any thread. */
@FunctionalInterface
public interface ShedChoice {
  /**
   * @param topic as the source reads it: without a Sparkplug verb
   */
  Shedding of(String connection, String topic);
}
