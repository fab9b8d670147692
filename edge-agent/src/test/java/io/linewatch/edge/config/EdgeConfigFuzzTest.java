package io.linewatch.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.LineMutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** edge.yaml as people and editors spoil it. */
class EdgeConfigFuzzTest {
  private static final String FULL =
      """
      gateway: gw-1
      stateDir: state
      mqtt:
        connections:
          - id: line
            url: mqtts://127.0.0.1:8883
            sources: ["*"]
            qos: 1
            username: gw-1
            passwordFile: gateway.key
            caFile: gateway.key
            clientCertificateFile: gateway.key
            clientKeyFile: gateway.key
      kafka:
        bootstrap: "127.0.0.1:9092,[::1]:9093"
        properties: { linger.ms: 5 }
      modelStore: { url: "http://127.0.0.1:5000" }
      key: { version: 1, file: gateway.key }
      status: { host: localhost, port: 8090 }
      localFeed: { connection: line }
      outbox: { maxMegabytes: 512 }
      lanes: 2
      """;

  @Test
  void everyFileIsAConfigurationOrItsProblemsAreNamed(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32) + "\n");
    Path file = folder.resolve("edge.yaml");

    Fuzz.run(
        FuzzTarget.of(
                "edge-yaml",
                List.of(FULL.getBytes(UTF_8)),
                new LineMutator(),
                input -> {
                  EdgeConfigFile.Result result = EdgeConfigFile.read(Files.write(file, input));
                  return result.loaded() != null ? null : result.problems().getFirst().toString();
                })
            .rounds(1_500)
            .memory(32 << 20, 2_048));
  }
}
