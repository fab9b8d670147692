package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Debian's mosquitto with its sessions and messages in the state folder. */
record MosquittoServer(StateFolder state, int port) implements LocalServer.Recipe {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  @Override
  public ChildProcess launch() throws IOException {
    if (!isInstalled()) {
      throw new StartFailed(PROGRAM + " is missing. Install it: apt-get install mosquitto");
    }
    Path folder = Files.createDirectories(state.root().resolve("mosquitto"));
    Path file = Files.writeString(folder.resolve("mosquitto.conf"), settings(folder));
    return ChildProcess.start(
        new ChildProcess.Command(
            "mosquitto", List.of(PROGRAM.toString(), "-c", file.toString()), Map.of()),
        state.root(),
        state.records());
  }

  /**
   * Saves at every change. Still it acknowledges before it has saved: what a power cut takes is
   * less than one round of its loop, not nothing.
   */
  private String settings(Path folder) {
    return """
    listener %d 127.0.0.1
    allow_anonymous true
    # Else root becomes a user who may not write to the state folder.
    user root
    persistence true
    persistence_location %s/
    autosave_on_changes true
    autosave_interval 1
    max_queued_messages 1000000
    max_inflight_messages 1000
    set_tcp_nodelay true
    log_dest stdout
    log_type error
    log_type warning
    log_type notice
    """
        .formatted(port, folder);
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    Readiness.awaitPort(child, port, Duration.ofMinutes(1));
  }
}
