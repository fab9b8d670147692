package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Kafka broker that is its own controller (KRaft), in a JVM of its own. */
record KafkaServer(
    StateFolder state, int port, int controllerPort, List<KafkaSettings.Listener> listeners)
    implements LocalServer.Recipe {
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
    KafkaSettings settings = new KafkaSettings(logs, port, controllerPort, listeners);
    Files.write(file, settings.file());
    if (!Files.exists(logs.resolve("meta.properties"))) {
      KafkaSettings.format(logs);
    }
    return file;
  }
}
