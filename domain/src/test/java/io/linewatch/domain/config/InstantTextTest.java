package io.linewatch.domain.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  private static final int TIMES = 10_000;

  @Test
  void everyTimeThatIsWrittenIsReadBack() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("fuzz.seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-100_000_000_000L, 300_000_000_000L),
              random.nextInt(1000) * (long) Math.pow(1000, random.nextInt(3)));
      assertThat(InstantText.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T24:00:00Z",
        "2026-11-23t12:00:00z",
        "2026-11-23T12:00:00.Z",
        "2026-11-23T12:00:00.123456789Z",
        "2026-11-23T12:00:00+01:00",
        "+12026-11-23T12:00:00Z"
      })
  void otherFormsMeanWhatJavaSays(String text) {
    assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-23T12:00Z",
        "2026-02-30T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-11-23T25:00:00Z",
        "2026-11-23T12:60:00Z",
        "2026-11-23T12:00:61Z",
        "2026-11-23T12:00:00.1234567890Z",
        "2026-11-23T12:00:00.12x4Z",
        "2026-11-23 12:00:00Z",
        "2026-11-23T12:00:00"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
