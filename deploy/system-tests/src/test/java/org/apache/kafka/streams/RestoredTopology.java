package org.apache.kafka.streams;

import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * A test driver has no step in which stores are restored before processors begin. This begins one
 * again, after the test has filled the stores, as a stream thread does after its restore. Stands in
 * Kafka's package because the driver shows its task to nobody else.
 */
public final class RestoredTopology {
  private RestoredTopology() {}

  /** Lets one processor read the stores, as in a task that was just restored. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the task hands its context out without types
  public static void begin(TopologyTestDriver driver, String processor) {
    var context = driver.task.processorContext();
    for (ProcessorNode node : driver.processorTopology.processors()) {
      if (node.name().equals(processor)) {
        context.setCurrentNode(node);
        node.close();
        node.init(context);
        context.setCurrentNode(null);
      }
    }
  }
}
