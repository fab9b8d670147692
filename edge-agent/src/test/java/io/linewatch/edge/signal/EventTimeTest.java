package io.linewatch.edge.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimeTest {
  private final Random random = new Random(20_261_130);

  @Test
  void aUtcTimeReadByHandIsWhatTheLibraryReads() {
    for (int round = 0; round < 50_000; round++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
      String text = time.truncatedTo(unit()).toString();

      assertThat(UtcTime.read(text))
          .as(text)
          .isEqualTo(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
  }

  private ChronoUnit unit() {
    return switch (random.nextInt(4)) {
      case 0 -> ChronoUnit.SECONDS;
      case 1 -> ChronoUnit.MILLIS;
      case 2 -> ChronoUnit.MICROS;
      default -> ChronoUnit.NANOS;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T08:00:00Z",
        "2026-13-01T08:00:00Z",
        "2026-00-01T08:00:00Z",
        "2026-03-00T08:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T08:60:00Z",
        "2026-03-01T08:00:60Z",
        "2026-03-01 08:00:00Z",
        "2026-03-01T08:00:00",
        "2026-03-01T08:00:00.Z",
        "2026-03-01T08:00:00,5Z",
        "2026-03-01T08:00:00.1234567890Z",
        "2026-03-01T08:0a:00Z",
        "20２6-03-01T08:00:00Z",
        "Z"
      })
  void whatIsNotQuiteAUtcTimeIsLeftToTheLibrary(String text) {
    assertThat(UtcTime.read(text)).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = TimeFormat.class,
      names = {"ISO_8601"},
      mode = EnumSource.Mode.EXCLUDE)
  void aWholeNumberIsReadLikeTheSameNumberInQuotes(TimeFormat format) {
    for (int round = 0; round < 50_000; round++) {
      long number = random.nextLong() >> random.nextInt(64);

      // In quotes it takes the exact way over decimal numbers.
      assertThat(read(format, new LongNode(number)))
          .as("%d as %s", number, format)
          .isEqualTo(read(format, TextNode.valueOf(Long.toString(number))));
    }
  }

  private static Object read(TimeFormat format, com.fasterxml.jackson.databind.JsonNode node) {
    try {
      return EventTime.read(node, format);
    } catch (DateTimeException refused) {
      return "refused";
    }
  }
}
