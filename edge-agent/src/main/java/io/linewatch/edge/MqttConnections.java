package io.linewatch.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.intake.MqttIntake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.intake.SparkplugIntake;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The configuration's connections, as what takes messages over them. */
final class MqttConnections {
  private MqttConnections() {}

  static Intake intake(
      EdgeConfigFile.Loaded loaded,
      MqttConnection connection,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    MqttSettings reached = settings(loaded, connection);
    MqttConnection.Sparkplug host = connection.sparkplug();
    return host == null
        ? new MqttIntake(reached, metrics, clock)
        : new SparkplugIntake(
            reached,
            new SparkplugIntake.Host(host.hostId(), host.groups(), host.reorderTimeoutOrDefault()),
            metrics,
            clock);
  }

  static MqttSettings settings(EdgeConfigFile.Loaded loaded, String id) throws IOException {
    for (MqttConnection connection : loaded.config().mqtt().connections()) {
      if (connection.id().equals(id)) {
        return settings(loaded, connection);
      }
    }
    throw new IllegalStateException("the configuration has checked that it is there");
  }

  static MqttSettings settings(EdgeConfigFile.Loaded loaded, MqttConnection connection)
      throws IOException {
    String passwordFile = connection.passwordFile();
    return new MqttSettings(
        loaded.config().gateway(),
        connection.id(),
        URI.create(connection.url()),
        connection.sources(),
        connection.qosOrDefault(),
        connection.username(),
        passwordFile == null ? null : password(loaded.resolve(passwordFile)),
        resolve(loaded, connection.caFile()),
        resolve(loaded, connection.clientCertificateFile()),
        resolve(loaded, connection.clientKeyFile()));
  }

  /** A line break at the end is the editor's, not the password's. */
  private static byte[] password(Path file) throws IOException {
    return Files.readString(file).stripTrailing().getBytes(UTF_8);
  }

  private static @Nullable Path resolve(EdgeConfigFile.Loaded loaded, @Nullable String file) {
    return file == null ? null : loaded.resolve(file);
  }
}
