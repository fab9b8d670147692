package io.linewatch.edge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {
  private static final String EXPORT =
      """
      datetime;Pressure;Temperature;anomaly
      2020-03-09 10:34:33;1,5;80,25;0
      2020-03-09 10:34:34;n/a;80,5;0
      2020-03-09 10:34:35;1,75;81,0;1
      """;

  @TempDir Path folder;

  private static final class Sink implements ReplayTarget {
    final List<String> messages = new ArrayList<>();

    @Override
    public void publish(String topic, byte[] payload) {
      messages.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private ReplayResult play(ReplayTopics topics, Sink sink, long fromRow) throws Exception {
    Path file = Files.writeString(folder.resolve("export.csv"), EXPORT);
    CsvGuess guess = CsvGuess.of(file);
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      return new Replayer(guess, recording, topics, sink, Replayer.MAX_SPEED, fromRow, _ -> {})
          .play();
    }
  }

  @Test
  void everyCellBecomesAMessageWithItsOwnTimeAndABadOneIsCounted() throws Exception {
    Sink sink = new Sink();
    ReplayTopics topics =
        ReplayTopics.of("factory/{line}/{asset}/{channel}", "demo/hall-1/line-1/pump");
    ReplayResult result = play(topics, sink, 0);
    assertThat(sink.messages)
        .hasSize(5)
        .first()
        .isEqualTo(
            "factory/line-1/pump/Pressure {\"value\":1.5,\"time\":\"2020-03-09T10:34:33Z\"}");
    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.skippedTotal()).isEqualTo(1);
    assertThat(result.lastTime()).isEqualTo(Instant.parse("2020-03-09T10:34:35Z"));
    assertThat(result.toJson())
        .startsWith("{\"rows\":3,\"messages\":5,\"skipped\":1,")
        .doesNotContain("\n");
  }

  @Test
  void aTopicWithoutAChannelGetsOneMessageARow() throws Exception {
    Sink sink = new Sink();
    play(ReplayTopics.of("line-1/pump", null), sink, 2);
    assertThat(sink.messages)
        .containsExactly(
            "line-1/pump {\"time\":\"2020-03-09T10:34:35Z\",\"Pressure\":1.75,\"Temperature\":81.0}");
  }

  @Test
  void aPlaceholderThatCannotBeFilledIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> ReplayTopics.of("factory/{line}/{channel}", null))
        .hasMessageContaining("--asset");
    assertThatThrownBy(() -> ReplayTopics.of("factory/{lime}", "a/b/c/d"))
        .hasMessageContaining("{line}");
    assertThatThrownBy(() -> ReplayTopics.of("factory/#", null)).hasMessageContaining("filter");
  }

  @Test
  void aSpeedIsMaxOrAPositiveNumber() {
    assertThat(Replayer.speed("max")).isEqualTo(Replayer.MAX_SPEED);
    assertThat(Replayer.speed("10")).isEqualTo(10);
    for (String wrong : List.of("0", "-1", "fast", "NaN", "Infinity")) {
      assertThatThrownBy(() -> Replayer.speed(wrong)).hasMessageContaining("--speed");
    }
  }
}
