package io.linewatch.edge.signal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PayloadDecoderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");
  private static final String TOPIC = "factory/l1/pump/temp";

  private final PayloadDecoder decoder =
      decoder(single("factory/{line}/{asset}/{channel}"), channel("temp"), channel("speed"));

  private static Channel channel(String name) {
    return new Channel(
        ChannelId.of("s/a/l1/pump/" + name), name, "Cel", -50.0, 500.0, Channel.Keep.FULL);
  }

  private static SourceMapping single(String topic) {
    return new SourceMapping(
        "line",
        topic,
        "s",
        "a",
        null,
        null,
        "/value",
        Map.of(),
        "/time",
        SourceMapping.TimeFormat.AUTO,
        "/q",
        "/state");
  }

  private static PayloadDecoder decoder(SourceMapping mapping, Channel... channels) {
    List<String> problems = new ArrayList<>();
    PayloadDecoder decoder = PayloadDecoder.of(List.of(mapping), List.of(channels), problems);
    assertThat(problems).isEmpty();
    return decoder;
  }

  private Decoded decode(String json) {
    return decoder.decode(TOPIC, json.getBytes(UTF_8), NOW);
  }

  private Reading reading(String json) {
    Decoded decoded = decode(json);
    assertThat(decoded.rejections()).isEmpty();
    return decoded.messages().getFirst().readings().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|EMPTY_PAYLOAD",
        "`   `|EMPTY_PAYLOAD",
        "{\"value\":|MALFORMED_JSON",
        "{\"value\":1}x|MALFORMED_JSON",
        "{\"value\":1,\"value\":2}|MALFORMED_JSON",
        "hello|MALFORMED_JSON",
        "{\"other\":1}|MISSING_VALUE",
        "[]|MISSING_VALUE",
        "{\"value\":null}|WRONG_TYPE",
        "{\"value\":\"12,5\"}|WRONG_TYPE",
        "{\"value\":\" 12\"}|WRONG_TYPE",
        "{\"value\":\"0x1F\"}|WRONG_TYPE",
        "{\"value\":{}}|WRONG_TYPE",
        "{\"value\":[1]}|WRONG_TYPE",
        "{\"value\":NaN}|NOT_FINITE",
        "{\"value\":-Infinity}|NOT_FINITE",
        "{\"value\":\"NaN\"}|NOT_FINITE",
        "{\"value\":1e999}|NOT_FINITE",
        "{\"value\":1,\"time\":\"yesterday\"}|MALFORMED_TIME",
        "{\"value\":1,\"time\":\"2026-03-01T08:00:00\"}|MALFORMED_TIME",
        "{\"value\":1,\"time\":true}|MALFORMED_TIME",
        "{\"value\":1,\"time\":1e99999}|MALFORMED_TIME",
        "{\"value\":1,\"time\":\"1999-12-31T23:59:59Z\"}|ABSURD_TIME",
        "{\"value\":1,\"time\":0}|ABSURD_TIME",
        "{\"value\":1,\"time\":\"2026-03-02T08:00:01Z\"}|ABSURD_TIME"
      })
  void everyBadPayloadIsRefusedWithItsReason(String payload, RejectionReason reason) {
    Decoded decoded = decode(payload);

    assertThat(decoded.messages()).isEmpty();
    assertThat(decoded.rejections()).hasSize(1);
    Rejection rejection = decoded.rejections().getFirst();
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.source()).isEqualTo("line");
    assertThat(rejection.topic()).isEqualTo(TOPIC);
    assertThat(rejection.detail()).isNotBlank();
    assertThat(rejection.time()).isEqualTo(NOW);
  }

  @Test
  void otherEncodingsAreRefused() {
    for (byte[] payload :
        List.of(
            "{\"value\":1,\"state\":\"läuft\"}".getBytes(ISO_8859_1),
            "{\"value\":1}".getBytes(UTF_16LE),
            new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1})) {
      assertThat(decoder.decode(TOPIC, payload, NOW).rejections())
          .extracting(Rejection::reason)
          .containsExactly(RejectionReason.WRONG_ENCODING);
    }
  }

  @Test
  void tenMegabytesAreRefusedBeforeAnythingLooksIntoThem() {
    // Not even UTF-8: were it looked into, the reason would be another.
    byte[] payload = new byte[10 << 20];

    Rejection rejection = decoder.decode(TOPIC, payload, NOW).rejections().getFirst();

    assertThat(rejection.reason()).isEqualTo(RejectionReason.OVERSIZE);
    assertThat(rejection.sample().length()).isLessThanOrEqualTo(120);
  }

  @Test
  void unknownChannelsAndTopicsAreToldApart() {
    byte[] good = "{\"value\":1}".getBytes(UTF_8);
    assertThat(decoder.decode("factory/l1/pump/nope", good, NOW).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.UNKNOWN_CHANNEL);
    assertThat(decoder.decode("factory/l1/$$/temp", good, NOW).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.UNKNOWN_CHANNEL);
    assertThat(decoder.decode("factory/l1/pump/temp/more", good, NOW).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.UNKNOWN_TOPIC);
  }

  @ParameterizedTest
  @CsvSource({"12.5, 12.5", "true, 1", "false, 0", "'\"-3.5e2\"', -350", "'\"7\"', 7", "0.1, 0.1"})
  void numbersBooleansAndStrictlyNumericTextAreValues(String value, double expected) {
    assertThat(reading("{\"value\":" + value + "}").value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-03-01T08:00:00.1234567Z\"', 2026-03-01T08:00:00.123456Z",
    "'\"2026-03-01T16:00:00+08:00\"', 2026-03-01T08:00:00Z",
    "1772352000, 2026-03-01T08:00:00Z",
    "1772352000.25, 2026-03-01T08:00:00.250Z",
    "1772352000250, 2026-03-01T08:00:00.250Z",
    "1772352000250001, 2026-03-01T08:00:00.250001Z",
    "1772352000250001999, 2026-03-01T08:00:00.250001Z",
    "'\"1772352000250\"', 2026-03-01T08:00:00.250Z"
  })
  void theMagnitudeTellsTheUnitOfATime(String time, Instant expected) {
    Reading reading = reading("{\"value\":1,\"time\":" + time + "}");

    assertThat(reading.time()).isEqualTo(expected);
    assertThat(reading.timeSource()).isEqualTo(Reading.TimeSource.SENSOR);
  }

  @Test
  void aMissingTimeIsTheArrivalAndMarked() {
    Reading reading = reading("{\"value\":1}");

    assertThat(reading.time()).isEqualTo(NOW);
    assertThat(reading.timeSource()).isEqualTo(Reading.TimeSource.ARRIVAL);
    assertThat(reading.quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void aTimeSlightlyAheadStandsAndOneFurtherAheadIsClampedAndDoubtful() {
    assertThat(reading("{\"value\":1,\"time\":\"2026-03-01T08:00:09Z\"}").time())
        .isEqualTo(Instant.parse("2026-03-01T08:00:09Z"));

    Reading clamped = reading("{\"value\":1,\"time\":\"2026-03-01T09:00:00Z\"}");
    assertThat(clamped.time()).isEqualTo(NOW);
    assertThat(clamped.timeSource()).isEqualTo(Reading.TimeSource.REPLACED);
    assertThat(clamped.quality()).isEqualTo(Quality.UNCERTAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Good\"', GOOD",
    "'\"bad, sensor failure\"', BAD",
    "'\"uncertain\"', UNCERTAIN",
    "'\"?\"', UNCERTAIN",
    "192, GOOD",
    "64, UNCERTAIN",
    "8, BAD",
    "0, GOOD",
    "1073741824, UNCERTAIN",
    "2147483648, BAD",
    "false, BAD"
  })
  void qualityIsAWordOrAnOpcCode(String quality, Quality expected) {
    assertThat(reading("{\"value\":1,\"q\":" + quality + "}").quality()).isEqualTo(expected);
  }

  @Test
  void aValueThatCannotBeIsDoubtfulButNotSilenced() {
    Reading reading = reading("{\"value\":501}");

    assertThat(reading.value()).isEqualTo(501);
    assertThat(reading.quality()).isEqualTo(Quality.UNCERTAIN);
  }

  @Test
  void oneMessageMayCarryManyValuesAndOneOfThemMayBeBad() {
    PayloadDecoder many =
        decoder(
            new SourceMapping(
                "many",
                "plc/+/{asset}",
                "s",
                "a",
                "l1",
                null,
                null,
                Map.of("temp", "/d/t", "speed", "/d/n", "absent", "/d/x"),
                null,
                SourceMapping.TimeFormat.AUTO,
                null,
                "/mode"),
            channel("temp"),
            channel("speed"));

    Decoded decoded =
        many.decode(
            "plc/7/pump",
            "{\"d\":{\"t\":20.5,\"n\":\"fast\"},\"mode\":\"run\"}".getBytes(UTF_8),
            NOW);

    assertThat(many.topicFilters()).containsExactly("plc/+/+");
    DecodedMessage message = decoded.messages().getFirst();
    assertThat(message.machineState()).isEqualTo("run");
    assertThat(message.readings()).extracting(Reading::value).containsExactly(20.5);
    assertThat(decoded.rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.WRONG_TYPE);
  }

  @Test
  void aFloodOfStrangeTopicsIsRefusedAndTheChannelsAreReadOn() {
    byte[] good = "{\"value\":1}".getBytes(UTF_8);
    for (int i = 0; i < 25_000; i++) {
      assertThat(decoder.decode("factory/l1/pump/strange" + i, good, NOW).messages()).isEmpty();
    }

    assertThat(reading("{\"value\":2}").value()).isEqualTo(2);
    assertThat(decoder.keptTopics()).isLessThanOrEqualTo(10_000 + 8);
  }

  @Test
  void aTopicOfTwoSourcesIsReadByBothAndRefusedOnce() {
    List<String> problems = new ArrayList<>();
    PayloadDecoder both =
        PayloadDecoder.of(
            List.of(
                single("factory/{line}/{asset}/{channel}"), single("+/{line}/{asset}/{channel}")),
            List.of(channel("temp")),
            problems);

    assertThat(both.decode(TOPIC, "{\"value\":1}".getBytes(UTF_8), NOW).messages()).hasSize(2);
    assertThat(both.decode(TOPIC, "{\"value\":".getBytes(UTF_8), NOW).rejections()).hasSize(1);
  }

  @Test
  void mappingsThatCannotWorkAreNamedAllAtOnce() {
    List<String> problems = new ArrayList<>();
    PayloadDecoder.of(
        List.of(
            single("factory/{line}/{asset}/#"),
            single("factory/{line}/{asset}"),
            single("factory/{line}/{machine}/{channel}"),
            single("factory/x{line}/{asset}/{channel}")),
        List.of(),
        problems);

    assertThat(problems).hasSize(4);
    assertThat(problems.get(2)).contains("{machine}").contains("{asset}");
  }

  @ParameterizedTest
  @CsvSource({
    "RUN\\u0000\\u0000,RUN",
    "RU\\ud800N,RUN",
    "\\ud83d\\ude00,\ud83d\ude00",
    "\\u8fd0\\u884c,运行"
  })
  void aStateHasNothingInItThatCannotBeSentOrStored(String sent, String state) {
    Decoded decoded = decode("{\"value\":1,\"state\":\"" + sent + "\"}");

    assertThat(decoded.messages().getFirst().machineState()).isEqualTo(state);
  }

  @Test
  void aRejectionIsShortHoweverLongWhatItRefuses() {
    String list = "[" + "1,".repeat(200_000) + "1]";

    assertThat(decode("{\"value\":1,\"time\":" + list + "}").rejections())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.detail()).hasSizeLessThan(500));
  }
}
