package io.linewatch.domain.signal;

/** How what is already on site writes its messages. The names are wire format. */
public enum Preset {
  /** Metrics of Sparkplug B nodes and devices; the topic is theirs, without the verb. */
  SPARKPLUG_B,
  /** Kepware IoT Gateway, standard template. */
  KEPWARE,
  /** Neuron's MQTT application, values format and tags format. */
  NEURON,
  /** Telegraf's JSON serializer, one metric or a batch. */
  TELEGRAF,
  /** A Node-RED message, or its payload alone. */
  NODE_RED,
  /** United Manufacturing Hub: time series, and the older historian form. */
  UMH,
  /** One JSON object of names and values. */
  FLAT_JSON,
  /** OPC UA Part 14, JSON encoding: network message or data set message. */
  OPC_UA_PUBSUB;

  /** Whether the row must say where the time stands, because the form leaves it open. */
  public boolean leavesTimeOpen() {
    return this == FLAT_JSON || this == NODE_RED;
  }
}
