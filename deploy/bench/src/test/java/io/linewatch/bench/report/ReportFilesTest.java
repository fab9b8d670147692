package io.linewatch.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir private Path folder;

  @Test
  void theSameFiguresGiveTheSameFilesWithDigestsVersionsAndSeed() throws Exception {
    ReportFiles.Names names = ReportFiles.Names.of(folder.resolve("runs/first.json"));
    ReportFiles.Names again = ReportFiles.Names.of(folder.resolve("second"));
    write(names);
    write(again);

    assertThat(Files.readString(names.json())).isEqualTo(Files.readString(again.json()));
    assertThat(Files.readString(names.html())).isEqualTo(Files.readString(again.html()));
    JsonNode json = new ObjectMapper().readTree(names.json().toFile());
    assertThat(json.path("seed").asLong()).isEqualTo(3);
    assertThat(json.path("data").path("pumps").asText()).isEqualTo("sha256:abc");
    assertThat(json.path("versions").path("linewatch").asText()).isEqualTo("1.2");
    assertThat(json.path("rows").path(0).path("F1").asDouble()).isEqualTo(0.5);
    assertThat(json.path("targets").path(0).path("met").asBoolean()).isFalse();
  }

  @Test
  void thePageNeedsNothingElseAndSaysMissedInWords() throws Exception {
    ReportFiles.Names names = ReportFiles.Names.of(folder.resolve("page.html"));
    write(names);
    String page = Files.readString(names.html());

    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "<script", "@import")
        .contains("missed", "sha256:abc", "Balance of faults")
        .contains("Linewatch &lt;test&gt;");
  }

  private static void write(ReportFiles.Names names) throws Exception {
    BenchReport report = new BenchReport("quality", 3);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("set", "pumps");
    row.put("who", "Linewatch <test>");
    row.put("F1", 0.5);
    report.row(row);
    report.target(Target.atLeast("F1", 0.8, 0.5));
    ReportFiles.write(
        names,
        report,
        Provenance.of(Map.of("linewatch", "1.2"), Map.of("pumps", "sha256:abc")),
        Map.of("F1", "Balance of faults"));
  }
}
