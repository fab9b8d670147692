package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker that is its own controller (KRaft), in a JVM of its own. */
record KafkaServer(StateFolder state, int port, int controllerPort) implements LocalServer.Recipe {
  private static final String HEAP = "256";

  @Override
  public ChildProcess launch() throws Exception {
    return ChildProcess.start(
        new ChildProcess.Command(
            "kafka",
            List.of(
                Programs.java(),
                "-Xmx" + HEAP + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback-server.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                prepare().toString()),
            Map.of()),
        state.root(),
        state.records());
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    Readiness.awaitPort(child, port, Duration.ofMinutes(1));
  }

  /** Writes the settings, and formats the data folder at the first start. */
  private Path prepare() throws Exception {
    Path folder = Files.createDirectories(state.root().resolve("kafka"));
    Path logs = folder.resolve("logs");
    Path file = folder.resolve("server.properties");
    // A stream, not a writer: only then are letters beyond Latin-1 escaped, as Kafka reads them.
    try (OutputStream stream = Files.newOutputStream(file)) {
      settings(logs).store(stream, null);
    }
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(logs);
    }
    return file;
  }

  private static void format(Path logs) throws Exception {
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
    } catch (RuntimeException e) {
      throw new StartFailed("Kafka's folder " + logs + " could not be formatted: " + said, e);
    }
  }

  private Properties settings(Path logs) {
    Properties settings = new Properties();
    String broker = "PLAINTEXT://127.0.0.1:" + port;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", broker);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
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
