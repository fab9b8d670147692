package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benches whose targets are promises: in the night every one of them must be met. */
@Tag("nightly")
class NightlyBenchesIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "faults --minutes 20",
        "soak --minutes 15",
        "vision-speed --soak 100000 --sides 96"
      })
  @Timeout(value = 90, unit = TimeUnit.MINUTES)
  void theBenchMeetsItsTargets(String arguments) throws Exception {
    String repository = String.valueOf(System.getProperty("linewatch.repository"));
    List<String> words = new ArrayList<>();
    words.add(Path.of(repository, "deploy", "bench.sh").toString());
    words.addAll(Arrays.asList(arguments.split(" ", -1)));
    words.addAll(List.of("--seed", Long.toString(System.currentTimeMillis() / 1000)));
    System.out.println(String.join(" ", words));

    Process bench = new ProcessBuilder(words).redirectErrorStream(true).start();
    String last = "";
    try (BufferedReader said = bench.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        System.out.println(line);
        last = line.isBlank() ? last : line;
      }
    }

    assertThat(bench.waitFor()).isZero();
    JsonNode targets = new ObjectMapper().readTree(last).path("targets");
    assertThat(targets).isNotEmpty();
    assertThat(targets).allSatisfy(target -> assertThat(target.path("met").asBoolean()).isTrue());
  }
}
