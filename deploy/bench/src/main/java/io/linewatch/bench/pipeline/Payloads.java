package io.linewatch.bench.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;

/**
 * Payloads that cost next to nothing to make: templates in which only the time is written anew. One
 * thread.
 */
final class Payloads {
  private static final int TEMPLATES = 64;
  private static final String TIME = "2026-03-01T08:00:00.000000Z";
  private static final long BASE_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(TIME));
  private static final int DIGITS_AT = "{\"time\":\"2026-03-01T".length();

  private final byte[][] templates = new byte[TEMPLATES][];

  Payloads(MadeLine line, Random random) {
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder json = new StringBuilder("{\"time\":\"" + TIME + "\",");
      if (line.bundled()) {
        for (int c = 0; c < line.channels(); c++) {
          json.append(c == 0 ? "" : ",");
          json.append('"').append(MadeLine.channel(c)).append("\":").append(value(random));
        }
        json.append('}');
      } else {
        json.append("\"value\":").append(value(random));
        json.append(",\"unit\":\"Cel\",\"quality\":\"good\",\"sensor\":\"pt100 drive end\",\"n\":");
        json.append(10_000 + i).append('}');
      }
      templates[i] = json.toString().getBytes(US_ASCII);
    }
  }

  private static String value(Random random) {
    return String.format(Locale.ROOT, "%.4f", 70 + random.nextGaussian());
  }

  int bytes() {
    return templates[0].length;
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(BASE_MICROS + micros, ChronoUnit.MICROS);
  }

  /**
   * @param micros since 08:00, less than 16 hours
   */
  byte[] make(long number, long micros) {
    byte[] payload = templates[(int) (number % TEMPLATES)].clone();
    long seconds = micros / 1_000_000;
    two(payload, DIGITS_AT, 8 + seconds / 3_600);
    two(payload, DIGITS_AT + 3, seconds / 60 % 60);
    two(payload, DIGITS_AT + 6, seconds % 60);
    long fraction = micros % 1_000_000;
    two(payload, DIGITS_AT + 9, fraction / 10_000);
    two(payload, DIGITS_AT + 11, fraction / 100 % 100);
    two(payload, DIGITS_AT + 13, fraction % 100);
    return payload;
  }

  private static void two(byte[] payload, int at, long number) {
    payload[at] = (byte) ('0' + number / 10);
    payload[at + 1] = (byte) ('0' + number % 10);
  }
}
