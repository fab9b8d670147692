package io.linewatch.edge.sparkplug;

/**
 * One message of a node, taken apart.
 *
 * @param name its topic as it came
 * @param bytes size of the payload
 */
record SparkplugMessage(String name, SparkplugTopic topic, SparkplugPayload payload, int bytes) {}
