package io.linewatch.domain.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.wire.Topics;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.fixture.fuzz.LineMutator;
import io.linewatch.fixture.fuzz.Mutator;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sheets as people and spreadsheets spoil them: what is read comes back from both forms, and what
 * has no problems becomes documents that travel.
 */
class SheetFuzzTest {
  private static final String LINE = Sheets.text("demo-line.yaml");
  private static final int MAX_SHOWN_PROBLEMS = 3;

  @Test
  void everyYamlSheetIsOneThatComesBackOrItsProblemsAreNamed() {
    Fuzz.run(
        FuzzTarget.of(
                "sheet-yaml",
                List.of(LINE.getBytes(UTF_8), "site: demo\n".getBytes(UTF_8)),
                Mutator.anyOf(new LineMutator(), new LineMutator(), new JsonMutator()),
                input ->
                    sheet(new String(input, UTF_8), PlantSheetYaml::read, PlantSheetYaml::check))
            .rounds(300)
            .memory(64 << 20, 4_096));
  }

  @Test
  void everyCsvSheetIsOneThatComesBackOrItsProblemsAreNamed() {
    String csv = PlantSheetCsv.write(Sheets.demoLine());

    Fuzz.run(
        FuzzTarget.of(
                "sheet-csv",
                List.of(csv.getBytes(UTF_8), csv.replace(',', ';').getBytes(UTF_8)),
                new LineMutator(),
                SheetFuzzTest::csv)
            .rounds(300)
            .memory(64 << 20, 4_096));
  }

  private static @Nullable String csv(byte[] input) {
    String text;
    try {
      text = PlantSheetCsv.decode(input);
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
    return sheet(text, PlantSheetCsv::read, PlantSheetCsv::check);
  }

  private static @Nullable String sheet(
      String text,
      Function<String, Result<PlantSheet>> reader,
      Function<String, List<Problem>> check) {
    List<Problem> problems = check.apply(text);
    Result<PlantSheet> result = reader.apply(text);
    PlantSheet sheet = result.value();
    if (sheet == null) {
      assertThat(problems).isNotEmpty();
      return shown(result.problems());
    }
    assertThat(Sheets.value(PlantSheetYaml.read(PlantSheetYaml.write(sheet)))).isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetCsv.read(PlantSheetCsv.write(sheet)))).isEqualTo(sheet);
    if (!problems.isEmpty()) {
      return shown(problems);
    }
    for (GatewayRow gateway : sheet.gateways()) {
      DesiredState state =
          DesiredStateCompiler.compile(sheet, gateway.id(), 1, Instant.EPOCH, "fuzz");
      assertThat(Topics.DESIRED.codec().decode(Topics.DESIRED.codec().encode(state)))
          .isEqualTo(state);
    }
    return null;
  }

  private static String shown(List<Problem> problems) {
    return problems.stream()
        .limit(MAX_SHOWN_PROBLEMS)
        .map(Problem::toString)
        .collect(Collectors.joining("; "));
  }
}
