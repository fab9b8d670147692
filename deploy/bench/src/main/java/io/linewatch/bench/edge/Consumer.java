package io.linewatch.bench.edge;

import io.linewatch.standalone.process.ChildProcess;
import java.io.IOException;
import java.util.Map;

/** Something that takes the load's messages: a floor, the agent, a peer. One thread. */
interface Consumer {
  /** Third level of the topics it takes; no other consumer has it. */
  String line();

  ChildProcess process();

  /** Messages handled since its start, by its own count. */
  long handled() throws IOException, InterruptedException;

  /** Whether nothing is left to do of what was handled, such as rows on their way to Kafka. */
  default boolean settled() throws IOException, InterruptedException {
    return true;
  }

  /** Counts of its own worth a column, since its start. */
  default Map<String, Long> counts() throws IOException, InterruptedException {
    return Map.of();
  }
}
