package io.linewatch.domain.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DecisionStateText;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that are written as one text: what is read is written and read again as the same. */
class TextFuzzTest {
  @Test
  void durations() {
    run("duration", DurationText::parse, DurationText::format, "15s", "PT1H30M", "2 min", "-5µs");
  }

  @Test
  void namesOfAssetsChannelsDetectorsAndFindings() {
    run("asset-path", AssetPath::of, AssetPath::toString, "demo/hall-1/line-1/泵-101");
    run("channel-id", ChannelId::of, ChannelId::toString, "demo/hall-1/line-1/p/flow");
    run(
        "detector-id",
        DetectorId::of,
        DetectorId::toString,
        "demo/h/l/p/limit:flow",
        "demo/h/l/p/model:normal");
    run("finding-id", FindingId::of, FindingId::toString, "gw-1~e7f3~demo/h/l/p/limit:flow~3~0");
  }

  @Test
  void decisionStates() {
    run(
        "decision-state",
        DecisionStateText::read,
        DecisionStateText::write,
        "1|||0|0||NaN",
        "1|LOW,ACTIVE,2026-11-23T08:00:00Z;MEDIUM,OFF_DELAYED,2026-11-23T08:00:01.000001Z"
            + "|MEDIUM,ABOVE,4.5|7|2|2026-11-23T08:00:02Z|-0.0");
  }

  private static <T> void run(
      String name, Function<String, T> parser, Function<T, String> writer, String... samples) {
    List<byte[]> bytes = Arrays.stream(samples).map(sample -> sample.getBytes(UTF_8)).toList();
    Fuzz.run(
        FuzzTarget.of(
            name,
            bytes,
            new ByteMutator(),
            input -> tryOut(parser, writer, new String(input, UTF_8))));
  }

  private static <T> @Nullable String tryOut(
      Function<String, T> parser, Function<T, String> writer, String text) {
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException refused) {
      return new Problem("", String.valueOf(refused.getMessage())).message();
    }
    assertThat(parser.apply(writer.apply(value))).isEqualTo(value);
    return null;
  }
}
