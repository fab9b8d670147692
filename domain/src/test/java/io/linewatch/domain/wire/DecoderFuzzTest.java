package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, a decoder returns a value or throws MalformedRecord, nothing else. */
class DecoderFuzzTest {
  private static final int MUTANTS = 2_000;
  private static final String[] TOKENS = {
    "null",
    "{}",
    "[]",
    "\"\"",
    "1e999",
    "-0",
    "NaN",
    "\"v\":2",
    ",",
    "}",
    "{\"a\":",
    "\\u0000",
    "\"\\ud800\"",
    "99999999999999999999",
    "0.1",
    "true",
    "~",
    "/",
    "\u0000"
  };

  @Test
  void everyDecoderAnswersMutatedBytesWithAValueOrMalformedRecord() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("fuzz.seed " + seed);
    Random random = new Random(seed);
    List<WireSamples.Sample<?>> samples = WireSamples.all();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      WireSamples.Sample<?> sample = samples.get(i % samples.size());
      byte[] mutant = mutate(sample.encoded(), random);
      Topic<?> topic = i % 5 == 0 ? Topics.SERIES : sample.topic();
      try {
        topic.codec().decode(mutant);
      } catch (MalformedRecord expected) {
        refused++;
      } catch (RuntimeException | StackOverflowError other) {
        fail("seed " + seed + ", mutant " + i + " of " + sample.name(), other);
      }
    }
    assertThat(refused).as("a fuzz that breaks nothing tests nothing").isGreaterThan(MUTANTS / 2);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> {
              bytes[at] = (byte) random.nextInt(256);
              yield bytes;
            }
            case 1 -> splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), "");
            case 2 -> splice(bytes, at, at, TOKENS[random.nextInt(TOKENS.length)]);
            default -> replaceValue(bytes, at, TOKENS[random.nextInt(TOKENS.length)]);
          };
    }
    return bytes;
  }

  /** Replaces what stands between the next colon and the comma after it. */
  private static byte[] replaceValue(byte[] bytes, int at, String token) {
    int from = at;
    while (from < bytes.length - 1 && bytes[from] != ':') {
      from++;
    }
    int to = from + 1;
    while (to < bytes.length && bytes[to] != ',' && bytes[to] != '}') {
      to++;
    }
    return splice(bytes, Math.min(from + 1, to), to, token);
  }

  private static byte[] splice(byte[] bytes, int from, int to, String insert) {
    byte[] middle = insert.getBytes(StandardCharsets.UTF_8);
    byte[] result = new byte[Math.max(1, from + middle.length + bytes.length - to)];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }
}
