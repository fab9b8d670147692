package io.linewatch.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  @Test
  void theLastLineIsTheWholeReportAsJson() throws Exception {
    BenchReport report = new BenchReport("edge-load", 7);
    report.row(Map.of("row", "bare"));
    report.target(Target.atLeast("agent / bare", 1.5, 1.25));
    report.target(Target.atMost("RSS in MiB", 250, 200));

    List<String> lines = printed(report);
    JsonNode json = new ObjectMapper().readTree(lines.getLast());

    assertThat(json.path("bench").asText()).isEqualTo("edge-load");
    assertThat(json.path("seed").asLong()).isEqualTo(7);
    assertThat(json.path("rows").path(0).path("row").asText()).isEqualTo("bare");
    assertThat(json.path("targets").path(0).path("goal").asText()).isEqualTo("≥ 1.5");
    assertThat(json.path("targets").path(0).path("met").asBoolean()).isFalse();
    assertThat(json.path("targets").path(1).path("met").asBoolean()).isTrue();
  }

  @Test
  void whatCouldNotBeMeasuredIsNeverMet() throws Exception {
    BenchReport report = new BenchReport("edge-load", 7);
    report.target(Target.atMost("p99 in ms", 200, Double.NaN));

    assertThat(report.targets().getFirst().met()).isFalse();
    assertThat(printed(report)).anyMatch(line -> line.contains("not measured"));
  }

  private static List<String> printed(BenchReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
