package io.linewatch.edge.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sensors send: readings that travel, or a rejection with a short reason; never more. */
class PayloadFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");
  private static final String TOPIC = "factory/l1/pump/temp";
  private static final List<byte[]> PAYLOADS =
      List.of(
          "{\"value\":21.5,\"time\":\"2026-03-01T08:00:00Z\",\"q\":192,\"state\":\"RUN\"}"
              .getBytes(UTF_8),
          "{\"value\":21.5,\"time\":1772352000,\"q\":\"good\",\"state\":\"\u8fd0\u884c\"}"
              .getBytes(UTF_8),
          "{\"d\":[{\"a\":1,\"b\":\"2.5\"},{\"a\":true}],\"time\":1772352000123}".getBytes(UTF_8),
          "21.5".getBytes(UTF_8));

  @ParameterizedTest
  @EnumSource(TimeFormat.class)
  void everyPayloadIsReadingsOrARejectionWithAReason(TimeFormat format) {
    PayloadDecoder decoder =
        decoder(mapping("factory/{line}/{asset}/{channel}", format, "/value", Map.of()));

    Fuzz.run(
        FuzzTarget.of(
                "payload-" + format.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                PAYLOADS,
                new JsonMutator(),
                input -> judged(decoder.decode(TOPIC, input, NOW)))
            .rounds(1_000));
  }

  @Test
  void everyPayloadWithManyValuesIsReadingsOrRejectionsWithReasons() {
    Map<String, String> values = Map.of("temp", "/d/0/a", "speed", "/d/0/b", "flow", "/d");
    PayloadDecoder decoder =
        decoder(mapping("factory/l1/pump/temp", TimeFormat.AUTO, null, values));

    Fuzz.run(
        FuzzTarget.of(
                "payload-many",
                PAYLOADS,
                new JsonMutator(),
                input -> judged(decoder.decode(TOPIC, input, NOW)))
            .rounds(1_000));
  }

  @Test
  void everyTopicIsMatchedOrARejection() {
    PayloadDecoder decoder =
        decoder(mapping("factory/{line}/{asset}/{channel}", TimeFormat.AUTO, "/value", Map.of()));

    Fuzz.run(
        FuzzTarget.of(
                "topic",
                List.of(TOPIC.getBytes(UTF_8)),
                new ByteMutator(),
                input -> judged(decoder.decode(new String(input, UTF_8), PAYLOADS.get(0), NOW)))
            .rounds(1_000));
  }

  @Test
  void everyTopicPatternIsUsableOrRefused() {
    Fuzz.run(
        FuzzTarget.of(
                "topic-pattern",
                List.of("factory/{line}/+/{asset}/{channel}".getBytes(UTF_8)),
                new ByteMutator(),
                input -> {
                  List<String> problems = new ArrayList<>();
                  SourceMapping mapping =
                      mapping(new String(input, UTF_8), TimeFormat.AUTO, "/value", Map.of());
                  PayloadDecoder decoder = PayloadDecoder.of(List.of(mapping), List.of(), problems);
                  if (!problems.isEmpty()) {
                    return new io.linewatch.domain.config.Problem("", problems.getFirst())
                        .message();
                  }
                  assertThat(decoder.topicFilters()).hasSize(1);
                  decoder.decode(TOPIC, PAYLOADS.get(0), NOW);
                  return null;
                })
            .rounds(1_000));
  }

  private static @Nullable String judged(Decoded decoded) {
    for (DecodedMessage message : decoded.messages()) {
      for (Reading reading : message.readings()) {
        assertThat(reading.value()).isFinite();
      }
      String state = message.machineState();
      if (state != null) {
        assertThat(UTF_8.newEncoder().canEncode(state)).as("a state that can be sent").isTrue();
        assertThat(state.chars()).noneMatch(Character::isISOControl);
      }
    }
    for (Rejection rejection : decoded.rejections()) {
      assertThat(rejection.detail()).isNotBlank().hasSizeLessThan(600);
      assertThat(rejection.sample()).hasSizeLessThan(250);
    }
    return decoded.rejections().isEmpty() ? null : decoded.rejections().getFirst().detail();
  }

  private static SourceMapping mapping(
      String topic, TimeFormat format, @Nullable String value, Map<String, String> values) {
    boolean named = topic.contains("{asset}");
    return new SourceMapping(
        "line",
        topic,
        "s",
        "a",
        named ? null : "l1",
        named ? null : "pump",
        value,
        values,
        "/time",
        format,
        "/q",
        "/state");
  }

  private static PayloadDecoder decoder(SourceMapping mapping) {
    List<String> problems = new ArrayList<>();
    PayloadDecoder decoder =
        PayloadDecoder.of(
            List.of(mapping),
            List.of(channel("temp"), channel("speed"), channel("flow")),
            problems);
    assertThat(problems).isEmpty();
    return decoder;
  }

  private static Channel channel(String name) {
    return new Channel(
        ChannelId.of("s/a/l1/pump/" + name), name, "Cel", -50.0, 500.0, Channel.Keep.FULL);
  }
}
