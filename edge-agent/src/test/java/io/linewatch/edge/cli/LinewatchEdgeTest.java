package io.linewatch.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LinewatchEdgeTest {
  private static final String RIGHT =
      """
      gateway: gw-1
      stateDir: state
      mqtt:
        connections:
          - id: line
            url: mqtt://127.0.0.1:1
            sources: ["*"]
      kafka: { bootstrap: "127.0.0.1:1" }
      modelStore: { url: "http://127.0.0.1:1" }
      key: { version: 1, file: gateway.key }
      status: { host: 127.0.0.1, port: 0 }
      """;

  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws IOException {
    PrintStream both = new PrintStream(said, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32));
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private String write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("edge.yaml"), yaml).toString();
  }

  @Test
  void runWithABadConfigurationNamesEveryProblemAndEndsWith78() throws IOException {
    String file =
        write(
            RIGHT
                .replace("gateway: gw-1", "gatway: gw-1")
                .replace("bootstrap", "bootstraps")
                .replace("port: 0", "port: ninety"));

    assertThat(LinewatchEdge.execute("run", "--config", file)).isEqualTo(78);

    assertThat(said.toString(UTF_8))
        .contains("problem(s)", "gatway", "gateway", "bootstraps", "bootstrap", "status.port");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void checkSaysWhatIsWrongWithFilesTooAndNothingWhenAllIsRight() throws IOException {
    assertThat(LinewatchEdge.execute("check", "--config", write(RIGHT))).isZero();
    assertThat(said.toString(UTF_8)).contains("is right: gateway gw-1");
    Files.delete(folder.resolve("gateway.key"));
    assertThat(LinewatchEdge.execute("check", "--config", write(RIGHT))).isEqualTo(78);
    assertThat(said.toString(UTF_8)).contains("key.file", "enrolling the gateway");
  }

  @Test
  void aMissingConfigurationFileEndsWith78() {
    String file = folder.resolve("nowhere.yaml").toString();
    assertThat(LinewatchEdge.execute("run", "--config", file)).isEqualTo(78);
    assertThat(said.toString(UTF_8)).contains("nowhere.yaml");
  }

  @Test
  void anUnknownCommandShowsTheUsage() {
    assertThat(LinewatchEdge.execute("walk")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("run", "check", "replay");
  }

  @Test
  void runWithItsPeersAwayStopsInStagesOnSigterm() throws Exception {
    Path log = folder.resolve("err.log");
    Process agent =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LinewatchEdge.class.getName(),
                    "run",
                    "--config",
                    write(RIGHT)))
            .redirectError(log.toFile())
            .start();
    try (BufferedReader lines = agent.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("linewatch-edge runs, status on http://")) {
        line = lines.readLine();
      }
      assertThat(line).as(Files.readString(log)).isNotNull();

      // Process.destroy would close its output too.
      assertThat(agent.toHandle().destroy()).isTrue();

      while (lines.readLine() != null) {
        // Its output must not fill the pipe.
      }
      assertThat(agent.waitFor(40, TimeUnit.SECONDS)).isTrue();
      // 128 + SIGTERM; halting after the deadline would be 1.
      assertThat(agent.exitValue()).as(Files.readString(log)).isEqualTo(143);
      assertThat(folder.resolve("state/outbox.db")).exists();
      assertThat(folder.resolve("state/outbox.db-wal")).doesNotExist();
    } finally {
      agent.destroyForcibly();
    }
  }
}
