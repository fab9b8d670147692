package io.linewatch.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The broker's configuration file. Loopback only: it serves one machine's demo.
 *
 * <p>The defaults would hide faults or slow a plant down: ten messages in flight and a queue of one
 * thousand drop what a busy line sends while its reader restarts, and usage statistics would call
 * out of the plant.
 *
 * @param keep whether sessions and messages outlive the process; else they are in memory
 */
record BrokerConfiguration(int port, Path state, boolean keep) {
  private static final int MAX_QUEUED_MESSAGES = 1_000_000;
  private static final int MAX_IN_FLIGHT = 1_000;
  private static final int MAX_PACKET_BYTES = 16 * 1024 * 1024;

  Path configurationFolder() {
    return state.resolve("conf");
  }

  Path dataFolder() {
    return state.resolve("data");
  }

  Path extensionsFolder() {
    return state.resolve("extensions");
  }

  /** Writes the file where the broker looks for it. */
  void write() throws IOException {
    Files.createDirectories(configurationFolder());
    Files.createDirectories(dataFolder());
    Files.createDirectories(extensionsFolder());
    Files.writeString(configurationFolder().resolve("config.xml"), xml());
  }

  String xml() {
    return """
    <?xml version="1.0"?>
    <hivemq>
      <listeners>
        <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
      </listeners>
      <mqtt>
        <queued-messages><max-queue-size>%d</max-queue-size></queued-messages>
        <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
        <packets><max-packet-size>%d</max-packet-size></packets>
      </mqtt>
      <persistence><mode>%s</mode></persistence>
      <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
    </hivemq>
    """
        .formatted(
            port,
            MAX_QUEUED_MESSAGES,
            MAX_IN_FLIGHT,
            MAX_PACKET_BYTES,
            keep ? "file" : "in-memory");
  }
}
