package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.time.Duration;

/** The MQTT 5 broker the line and the agent meet at, as packaged. */
record MqttServer(StateFolder state, Programs programs, int port) implements LocalServer.Recipe {
  @Override
  public ChildProcess launch() {
    return ChildProcess.start(
        programs.command(
            Programs.Program.MQTT_BROKER,
            "--port",
            Integer.toString(port),
            "--state",
            state.root().resolve("mqtt").toString()),
        state.root(),
        state.records());
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    Readiness.awaitPort(child, port, Duration.ofMinutes(1));
  }
}
