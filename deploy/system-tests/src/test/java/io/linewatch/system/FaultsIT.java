package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.faults.FaultBench;
import io.linewatch.bench.faults.FaultSettings;
import io.linewatch.bench.faults.catalogue.Catalogue;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A slice of {@code deploy/bench.sh faults} with a fixed seed, on servers of its own: what came of
 * the stream in calm must come of it under faults.
 */
class FaultsIT {
  private static final long SEED = 4;
  private static final List<String> FAULTS =
      List.of(
          "agent-killed",
          "processor-killed",
          "mqtt-killed",
          "kafka-killed",
          "postgres-killed",
          "producer-duplicate",
          "forged-and-replayed");

  @Test
  void sevenFaultsLoseNothingDoubleNothingAndKeepTheOrder() throws Exception {
    Path repository = Path.of(property("linewatch.repository"));
    Path state = Path.of(property("linewatch.state")).resolveSibling("faults");
    FaultSettings settings =
        new FaultSettings(
            SEED, Duration.ofSeconds(150), Catalogue.named(FAULTS), FAULTS.size(), 12);

    try (FaultBench bench = new FaultBench(repository, state)) {
      BenchReport report = bench.run(settings, System.out);
      report.print(System.out);

      assertThat(report.targets()).allMatch(Target::met);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), name + " is not set; run these tests by: mvn verify");
  }
}
