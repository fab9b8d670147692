package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.finding.ConditionFinding;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictDecodingTest {
  private static final String CONDITION =
      new String(Topics.FINDINGS.codec().encode(WireSamples.condition()), StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":1                          | "v":2                            | v: version 2 cannot be read here; this program reads versions 1 to 1
          "v":1                          | "v":"1"                          | v: version 1 cannot be read
          "v":1,                         | ``                               | v: is missing
          "type":"condition"             | "type":"conditon"                | did you mean 'condition'?
          "type":"condition",            | ``                               | type: is missing
          "kind":"RAISED"                | "kind":"RAISD"                   | kind: 'RAISD' is not known here; did you mean 'RAISED'?
          "kind":"RAISED"                | "kind":"raised"                  | kind: 'raised' is not known
          "kind":"RAISED"                | "kind":null                      | kind: must not be empty
          "kind":"RAISED",               | ``                               | kind: is missing
          "kind":"RAISED"                | "kind":"RAISED","kind":"RAISED"  | kind: stands here twice
          "kind":"RAISED"                | "kind":"RAISED","more":1         | more: unknown key
          "latching":true                | "latching":"true"                | latching: must be true or false
          "latching":true                | "latching":1                     | latching: must be true or false
          "policyRevision":7             | "policyRevision":7.5             | policyRevision: must be a whole number
          "policyRevision":7             | "policyRevision":9223372036854775808 | policyRevision: must be a whole number
          "value":131.5                  | "value":"131.5"                  | value: must be a finite number
          "value":131.5                  | "value":1e999                    | value: must be a finite number
          "value":131.5                  | "value":NaN                      | cannot be read
          "value":131.5                  | "value":Infinity                 | cannot be read
          "value":120.0                  | "value":true                     | limit.value: must be a finite number
          "reAlarm":"PT30M"              | "reAlarm":"30min"                | reAlarm: must be an ISO-8601 duration
          "reAlarm":"PT30M"              | "reAlarm":1800                   | reAlarm: must be text
          "time":"2026-11-23T12:00:00.123456Z" | "time":1795435200          | time: must be text
          "time":"2026-11-23T12:00:00.123456Z" | "time":"yesterday"         | time: must be an ISO-8601 time
          "share":0.75                   | "share":[0.75]                   | evidence.contributions[0].share: must be one value
          "limit":{                      | "limit":[                        | cannot be read
          """)
  void whatIsNotExactlyRightIsRefusedWithPlaceAndReason(
      String right, String wrong, String message) {
    assertThat(CONDITION).contains(right);

    assertThatThrownBy(() -> decode(CONDITION.replace(right, wrong == null ? "" : wrong)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(message);
  }

  @Test
  void onlyNullableFieldsMayBeNullOrMissing() {
    String nulls = CONDITION.replace("\"machineState\":\"RUN\"", "\"machineState\":null");
    String missing = CONDITION.replace("\"machineState\":\"RUN\",", "");

    assertThat(((ConditionFinding) decode(nulls)).machineState()).isNull();
    assertThat(decode(missing)).isEqualTo(decode(nulls));
  }

  @Test
  void trailingBytesAreRefused() {
    assertThatThrownBy(() -> decode(CONDITION + "{}")).isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> decode(CONDITION + "x")).isInstanceOf(MalformedRecord.class);
    assertThat(decode(CONDITION + "\n")).isEqualTo(WireSamples.condition());
  }

  @Test
  void whatIsNotAnObjectIsRefused() {
    for (String text : new String[] {"", " ", "null", "1", "\"v\"", "[]", "[{\"v\":1}]", "{"}) {
      assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedRecord.class);
    }
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"v\":1,\"type\":\"gap\",\"id\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> decode(deep))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void oversizeIsRefusedUnread() {
    assertThatThrownBy(() -> Topics.FINDINGS.codec().decode(new byte[Topics.MAX_VALUE_BYTES + 1]))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("at most " + Topics.MAX_VALUE_BYTES);
    assertThatThrownBy(() -> Topics.SERIES.codec().decode(new byte[Topics.MAX_VALUE_BYTES + 1]))
        .isInstanceOf(MalformedRecord.class);
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    assertThatThrownBy(
            () -> Topics.FINDINGS.codec().decode(CONDITION.getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> Topics.FINDINGS.codec().decode(new byte[] {'{', (byte) 0xff, '}'}))
        .isInstanceOf(MalformedRecord.class);
  }

  @Test
  void whatAConstructorRefusesIsMalformed() {
    String desired =
        new String(Topics.DESIRED.codec().encode(WireSamples.desired()), StandardCharsets.UTF_8);

    assertThatThrownBy(() ->
            Topics.DESIRED
                .codec()
                .decode(desired.replace("Check the grease", " ").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("policies[0].policy: an alarm needs an operator action");
  }

  @Test
  void aNumberThatIsNotFiniteCannotBeSent() {
    ConditionFinding sample = WireSamples.rateCondition();
    ConditionFinding broken =
        new ConditionFinding(
            sample.id(),
            sample.detector(),
            sample.kind(),
            sample.severity(),
            sample.alarmClass(),
            sample.time(),
            sample.since(),
            Double.NaN,
            sample.unit(),
            null,
            sample.quality(),
            true,
            null,
            1,
            false,
            null,
            "",
            "",
            "",
            sample.evidence());

    assertThatThrownBy(() -> Topics.FINDINGS.codec().encode(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @Test
  void moreMistakesThanAreReportedAreStillARefusal() {
    String contribution = "{\"channel\":\"vibration_rms\",\"share\":0.75}";
    assertThat(CONDITION).contains(contribution);
    String many = CONDITION.replace(contribution, contribution + ",{}".repeat(1_000));

    assertThatThrownBy(() -> decode(many))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("share: is missing");
  }

  @Test
  void aRefusalIsShortHoweverLongWhatItRefuses() {
    String longText = "x".repeat(100_000);

    assertThatThrownBy(
            () -> decode(CONDITION.replace("\"detector\":\"", "\"detector\":\"" + longText)))
        .isInstanceOf(MalformedRecord.class)
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(3_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "x\\udc00", "\\ud800\\ud800\\udc00", "RUN\\u0000"})
  void textThatCannotBeSentOrStoredIsRefused(String text) {
    assertThatThrownBy(() -> decode(CONDITION.replace("\"RUN\"", "\"" + text + "\"")))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("machineState: ");
    assertThat(decode(CONDITION.replace("\"RUN\"", "\"\\ud83d\\ude00\""))).isNotNull();
  }

  @Test
  void textThatCannotBeStoredCannotBeSent() {
    CommandReply reply =
        new CommandReply(
            "c",
            CommandReply.Outcome.NO_SUCH_ALERT,
            CommandReply.Reason.NONE_OPEN,
            "half \ud800",
            null,
            WireSamples.NOON);

    assertThatThrownBy(() -> Topics.REPLIES.codec().encode(reply))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:00.123456Z,+1000000000-12-31T23:59:59.999999999Z,time: must be in the years",
    "2026-11-23T12:00:00.123456Z,-1000000000-01-01T00:00:00Z,time: must be in the years",
    "PT30M,PT2562047788015215H30M7.999999999S,reAlarm: must be within ±100 years",
    "PT30M,-PT9223372036854775807S,reAlarm: must be within ±100 years",
    "PT30M,PT-9223372036854775808S,reAlarm: must be within ±100 years"
  })
  void timesThatNobodyCanAddToAreRefused(String right, String wrong, String message) {
    assertThatThrownBy(() -> decode(CONDITION.replace(right, wrong)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(message);
  }

  private static Object decode(String json) {
    return Topics.FINDINGS.codec().decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
