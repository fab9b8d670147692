package io.linewatch.edge;

import io.linewatch.edge.commissioning.CheckMarks;
import io.linewatch.edge.commissioning.PointBoard;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.intake.MqttIntake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.listen.ListeningSession;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.status.Commissioning;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts together what a line is commissioned with. */
final class CommissioningParts {
  private CommissioningParts() {}

  /**
   * @param allowed whether the gateway has power to spare for listening
   */
  static Commissioning of(
      EdgeConfigFile.Loaded loaded,
      EdgePipeline pipeline,
      List<Intake> intakes,
      BooleanSupplier allowed,
      MeterRegistry metrics,
      InstantSource clock) {
    return new Commissioning(
        loaded.config().gateway(),
        new ListeningSession(new ConfiguredBrokers(loaded, clock), allowed, metrics, clock),
        new PointBoard(
            PointBoard.Line.of(pipeline),
            intakes,
            new CheckMarks(loaded.stateDir(), metrics),
            clock));
  }

  /**
   * The brokers of {@code edge.yaml}, under a client id of its own and without a Sparkplug host.
   */
  private record ConfiguredBrokers(EdgeConfigFile.Loaded loaded, InstantSource clock)
      implements ListeningSession.Brokers {
    @Override
    public List<String> connections() {
      return loaded.config().mqtt().connections().stream().map(MqttConnection::id).toList();
    }

    @Override
    public Intake open(String connection) throws IOException {
      for (MqttConnection one : loaded.config().mqtt().connections()) {
        if (one.id().equals(connection)) {
          MqttSettings same = MqttConnections.settings(loaded, one);
          // Its meters end with the session: they would be another row of the same name each time.
          return new MqttIntake(listening(same), new SimpleMeterRegistry(), clock);
        }
      }
      throw new IOException("there is no connection '" + connection + "' in edge.yaml");
    }

    private static MqttSettings listening(MqttSettings same) {
      return new MqttSettings(
          same.gateway(),
          same.id() + "-listen",
          same.url(),
          List.of("*"),
          0,
          same.username(),
          same.password(),
          same.caFile(),
          same.clientCertificateFile(),
          same.clientKeyFile());
    }
  }
}
