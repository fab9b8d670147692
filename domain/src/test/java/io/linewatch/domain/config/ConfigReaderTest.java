package io.linewatch.domain.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  record Settings(
      String gateway,
      Mqtt mqtt,
      int lanes,
      boolean verbose,
      Duration timeout,
      double ratio,
      Level level,
      @Nullable String note,
      Map<String, String> properties) {}

  record Mqtt(List<Connection> connections) {}

  record Connection(String id, String url, @Nullable Integer qos) {
    Connection {
      if (qos != null && (qos < 0 || qos > 2)) {
        throw new IllegalArgumentException("qos must be 0, 1 or 2, not " + qos);
      }
    }
  }

  enum Level {
    QUIET,
    VERY_LOUD
  }

  private static final String GOOD =
      """
      gateway: gw-1
      mqtt:
        connections:
          - id: line
            url: mqtt://127.0.0.1:1883
            qos: 1
      lanes: 2
      verbose: true
      timeout: 15s
      ratio: 0.5
      level: very-loud
      properties: { linger.ms: 5 }
      """;

  @Test
  void aGoodFileIsRead() {
    Settings settings = ConfigReader.read(GOOD, Settings.class).value();

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "gw-1",
                new Mqtt(List.of(new Connection("line", "mqtt://127.0.0.1:1883", 1))),
                2,
                true,
                Duration.ofSeconds(15),
                0.5,
                Level.VERY_LOUD,
                null,
                Map.of("linger.ms", "5")));
  }

  /** One bad file per mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gateway: gw-1     | gatway: gw-1     | gatway                       | unknown key 'gatway'; did you mean 'gateway'? (line 1)
          gateway: gw-1     | note: x          | gateway                      | is missing
          gateway: gw-1     | gateway:         | gateway                      | must not be empty (line 1)
          gateway: gw-1     | gateway: [gw-1]  | gateway                      | must be one value, not a list (line 1)
          lanes: 2          | lanes: two       | lanes                        | must be a whole number, not 'two' (line 7)
          lanes: 2          | lanes: 2.5       | lanes                        | must be a whole number, not '2.5' (line 7)
          lanes: 2          | lanes: 3000000000 | lanes                       | must be a whole number within ±2,147,483,647, not '3000000000' (line 7)
          verbose: true     | verbose: maybe   | verbose                      | must be true or false, not 'maybe' (line 8)
          timeout: 15s      | timeout: soon    | timeout                      | must be a duration such as 500ms, 15s, 2min, 1h or PT1H30M, not 'soon' (line 9)
          ratio: 0.5        | ratio: .nan      | ratio                        | must be a finite number, not '.nan' (line 10)
          level: very-loud  | level: very-lout | level                        | 'very-lout' is not known here; did you mean 'very-loud'? (line 11)
          qos: 1            | qos: 3           | mqtt.connections[0]          | qos must be 0, 1 or 2, not 3 (line 4)
          url: mqtt         | urll: mqtt       | mqtt.connections[0].urll     | unknown key 'urll'; did you mean 'url'? (line 5)
          lanes: 2          | gateway: gw-2    | gateway                      | stands here twice (line 7)
          - id: line        | - id: *a         | mqtt.connections[0].id       | aliases are not allowed; write it out (line 4)
          """)
  void oneMistakeIsReportedWithPathLineAndRemedy(
      String right, String wrong, String path, String message) {
    assertThat(GOOD).contains(right);

    ConfigReader.Result<Settings> result =
        ConfigReader.read(GOOD.replace(right, wrong), Settings.class);

    assertThat(result.value()).isNull();
    assertThat(result.problems()).contains(new Problem(path, message));
  }

  @Test
  void tenMistakesAreReportedAllTenAtOnce() {
    String bad =
        """
        gatway: gw-1
        mqtt:
          connections:
            - id: line
              url: mqtt://127.0.0.1:1883
              qos: 9
            - id: other
              qos: 1
            - just text
        lanes: many
        verbose: perhaps
        timeout: 15 parsecs
        ratio: 0,5
        level: loud
        properties: [a]
        """;

    assertThat(ConfigReader.read(bad, Settings.class).problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "gatway",
            "gateway",
            "mqtt.connections[0]",
            "mqtt.connections[1].url",
            "mqtt.connections[2]",
            "lanes",
            "verbose",
            "timeout",
            "ratio",
            "level",
            "properties");
  }

  @Test
  void whatIsNotOneDocumentIsRefused() {
    assertThat(problems("")).contains("is empty");
    assertThat(problems("a: [1, 2")).contains("cannot be read");
    assertThat(problems("\tgateway: x")).contains("cannot be read");
    assertThat(problems("just text")).contains("must be a group of keys");
    assertThat(problems(GOOD + "---\n" + GOOD)).contains("one document only");
  }

  @Test
  void anAliasBombIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }

    assertThat(problems(bomb.toString())).contains("aliases are not allowed");
  }

  @Test
  void deepNestingAndHugeFilesAreRefused() {
    assertThat(problems("gateway: " + "[".repeat(5_000))).contains("cannot be read");
    assertThat(problems("x".repeat((16 << 20) + 1))).contains("is longer than");
  }

  @ParameterizedTest
  @CsvSource({"15s,PT15S", "500ms,PT0.5S", "2 min,PT2M", "1h,PT1H", "3d,PT72H", "0,PT0S"})
  void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
  }

  @Test
  void everyDurationIsWrittenSoThatItReadsBack() {
    for (Duration duration :
        new Duration[] {
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofNanos(-1_500),
          Duration.ofSeconds(90),
          Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
    }
  }

  private static String problems(String yaml) {
    return ConfigReader.read(yaml, Settings.class).problems().toString();
  }
}
