package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The MQTT 5 broker the line and the agent meet at, as packaged. */
record MqttServer(StateFolder state, Programs programs, int port, boolean keep)
    implements LocalServer.Recipe {
  @Override
  public ChildProcess launch() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--port",
                Integer.toString(port),
                "--state",
                state.root().resolve("mqtt").toString()));
    if (keep) {
      words.add("--keep");
    }
    return ChildProcess.start(
        programs.command(Programs.Program.MQTT_BROKER, words.toArray(String[]::new)),
        state.root(),
        state.records());
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    Readiness.awaitPort(child, port, Duration.ofMinutes(1));
  }
}
