package io.linewatch.edge.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.domain.signal.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenReportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "kepware, KEPWARE",
    "neuron-tags, NEURON",
    "neuron-values, NEURON",
    "telegraf, TELEGRAF",
    "telegraf-batch, TELEGRAF",
    "node-red, NODE_RED",
    "node-red-value, NODE_RED",
    "umh, UMH",
    "umh-historian, UMH",
    "flat-json, FLAT_JSON",
    "opc-ua-pubsub, OPC_UA_PUBSUB"
  })
  void everyGoldenFormIsRecognised(String file, Preset preset) throws IOException {
    try (InputStream in =
        ListenReportTest.class.getResourceAsStream("/presets/" + file + ".json")) {
      FormatGuess guess = FormatGuess.of("plc/press", Objects.requireNonNull(in).readAllBytes());
      assertThat(guess.preset()).isEqualTo(preset);
    }
  }

  @Test
  void whateverElseComesIsCalledWhatItIs() {
    assertThat(guess("21.5").words()).isEqualTo("a bare value");
    assertThat(guess("on").words()).isEqualTo("not JSON");
    assertThat(guess("[1]").words()).isEqualTo("a JSON list");
    assertThat(guess("").words()).isEqualTo("empty");
    assertThat(FormatGuess.of("spBv1.0/g/NDATA/n", new byte[] {8}).preset())
        .isEqualTo(Preset.SPARKPLUG_B);
  }

  private static FormatGuess guess(String payload) {
    return FormatGuess.of("plc/press", payload.getBytes(UTF_8));
  }

  @Test
  void topicsHaveTheirRateAndTheRowThatReadsThem() {
    TopicLog log = new TopicLog();
    for (int i = 0; i < 11; i++) {
      log.take("plc/press", "{\"temp_c\":1,\"ts\":5}".getBytes(UTF_8), NOW.plusMillis(100L * i));
    }
    log.take("plc/other", "{}".getBytes(UTF_8), NOW);
    log.take("spBv1.0/plant/DDATA/node/301", new byte[] {8, 1}, NOW);

    ListenReport report =
        new ListenReport(
            log.heard(),
            List.of(
                row("press", "plc/press", null),
                row("spb", "spBv1.0/plant/+/{asset}", Preset.SPARKPLUG_B),
                row("pump", "plc/pump", null)));

    assertThat(report.lines())
        .anySatisfy(line -> assertThat(line).contains("plc/press", "10/s", "flat JSON", "press"))
        .anySatisfy(line -> assertThat(line).contains("temp_c", "Cel"))
        .anySatisfy(line -> assertThat(line).contains("plc/other", "NOT MAPPED"))
        .anySatisfy(line -> assertThat(line).contains("DDATA", "Sparkplug B", "spb"));
    assertThat(report.neverHeard()).containsExactly("pump");
    assertThat(String.join("\n", report.suggestedRows()))
        .contains("topic: \"plc/other\"", "preset: flat-json")
        .doesNotContain("plc/press")
        .doesNotContain("spBv1.0");
  }

  @Test
  void moreTopicsThanAreKeptAreCounted() {
    TopicLog log = new TopicLog();
    for (int i = 0; i < TopicLog.MAX_TOPICS + 3; i++) {
      log.take("t/" + i, new byte[0], NOW);
    }

    assertThat(log.heard()).hasSize(TopicLog.MAX_TOPICS);
    assertThat(log.beyond()).isEqualTo(3);
  }

  private static SourceRow row(String id, String topic, @Nullable Preset preset) {
    return new SourceRow(
        id, "gw", topic, "s", "a", "l", "press", null, null, null, null, null, null, preset);
  }
}
