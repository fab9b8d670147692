package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.time.Duration;

/** The MQTT 5 broker the line and the agent meet at. */
public final class MqttServer {
  private MqttServer() {}

  public static ChildProcess start(StateFolder state, Programs programs, int port)
      throws IOException, InterruptedException {
    ChildProcess child =
        ChildProcess.start(
            programs.command(
                Programs.Program.MQTT_BROKER,
                "--port",
                Integer.toString(port),
                "--state",
                state.root().resolve("mqtt").toString()),
            state.root(),
            state.records());
    Readiness.awaitPort(child, port, Duration.ofMinutes(1));
    return child;
  }
}
