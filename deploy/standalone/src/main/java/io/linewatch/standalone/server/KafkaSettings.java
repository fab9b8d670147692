package io.linewatch.standalone.server;

import io.linewatch.standalone.process.StartFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * How the one Kafka broker of a site is set up, wherever it runs.
 *
 * @param logs where it keeps its topics
 * @param listeners further doors, beside the one for everybody
 */
public record KafkaSettings(Path logs, int port, int controllerPort, List<Listener> listeners) {
  public KafkaSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * A door whose visitors are sent to another port: a client goes where the broker says it is, so
   * one that is to stay behind a relay needs a door that names the relay.
   *
   * @param name in capitals
   */
  public record Listener(String name, int port, int advertisedPort) {}

  /** The server.properties. */
  public byte[] file() throws IOException {
    // A stream, not a writer: only then are letters beyond Latin-1 escaped, as Kafka reads them.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    settings().store(bytes, null);
    return bytes.toByteArray();
  }

  /** Makes the data folder of a cluster that has nothing yet. */
  public static void format(Path logs) {
    StringBuilder said = new StringBuilder();
    OutputStream sink =
        new OutputStream() {
          @Override
          public void write(int character) {
            said.append((char) character);
          }
        };
    try (PrintStream out = new PrintStream(sink, true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(out)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setDirectories(List.of(logs.toString()))
          .setMetadataLogDirectory(logs.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      // Kafka's formatter declares no narrower one.
      throw new StartFailed("Kafka's folder " + logs + " could not be formatted: " + said, e);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    String broker = "PLAINTEXT://127.0.0.1:" + port;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    StringBuilder listening =
        new StringBuilder(broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
    StringBuilder advertised = new StringBuilder(broker);
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    for (Listener listener : listeners) {
      listening.append("," + listener.name() + "://127.0.0.1:" + listener.port());
      advertised.append("," + listener.name() + "://127.0.0.1:" + listener.advertisedPort());
      protocols.append("," + listener.name() + ":PLAINTEXT");
    }
    settings.put("listeners", listening.toString());
    settings.put("advertised.listeners", advertised.toString());
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", protocols.toString());
    settings.put("log.dirs", logs.toString());
    settings.put("auto.create.topics.enable", "false");
    // One broker: there is nobody to replicate to.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    // A handful of clients: the defaults of a cluster cost seconds at start and memory.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    // The demo's segments stay small, so old data really goes.
    settings.put("log.segment.bytes", "16777216");
    settings.put("controlled.shutdown.enable", "false");
    // A restarted broker waits for its former self to be given up; the default is 9 s.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    return settings;
  }
}
