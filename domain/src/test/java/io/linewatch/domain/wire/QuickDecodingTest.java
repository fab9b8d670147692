package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The quick way of decoding accepts nothing that the careful one refuses, and reads it the same.
 */
class QuickDecodingTest {
  private static final int MUTANTS = 20_000;
  private static final String[] TOKENS = {
    "null",
    "true",
    "1",
    "-0",
    "1.0",
    "1e3",
    "9223372036854775808",
    "\"\"",
    "[]",
    "{}",
    ",",
    "\"",
    "2026-11-23T24:00:00Z",
    "2026-02-30T00:00:00Z",
    "\"v\":1,",
    "\"type\":\"gap\",",
    " "
  };

  @Test
  void whatOurProgramsWriteIsReadTheQuickWay() {
    for (WireSamples.Sample<?> sample : json()) {
      assertThat(codec(sample).quickly(text(sample))).as(text(sample)).isNotNull();
    }
  }

  @Test
  void whatIsReadTheQuickWayTheCarefulWayReadsTheSame() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("fuzz.seed " + seed);
    Random random = new Random(seed);
    List<WireSamples.Sample<?>> samples = json();
    int quick = 0;
    for (int i = 0; i < MUTANTS; i++) {
      WireSamples.Sample<?> sample = samples.get(i % samples.size());
      String mutant = mutate(text(sample), random);
      Object value = codec(sample).quickly(mutant);
      if (value != null) {
        quick++;
        assertThat(codec(sample).carefully(mutant))
            .as("seed %d: %s", seed, mutant)
            .isEqualTo(value);
      }
    }
    assertThat(quick).as("mutants that were still whole").isGreaterThan(MUTANTS / 100);
  }

  private static List<WireSamples.Sample<?>> json() {
    return WireSamples.all().stream()
        .filter(sample -> sample.topic().codec() instanceof JsonCodec<?>)
        .toList();
  }

  private static JsonCodec<?> codec(WireSamples.Sample<?> sample) {
    return (JsonCodec<?>) sample.topic().codec();
  }

  private static String text(WireSamples.Sample<?> sample) {
    return new String(sample.encoded(), StandardCharsets.UTF_8);
  }

  /** Replaces, removes or repeats a piece, or puts a token in. */
  private static String mutate(String text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(12));
    String put =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> TOKENS[random.nextInt(TOKENS.length)];
          case 2 -> text.substring(from, to).repeat(2);
          default -> String.valueOf((char) ('0' + random.nextInt(10)));
        };
    return text.substring(0, from) + put + text.substring(to);
  }
}
