package io.linewatch.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event time as ISO-8601 with microseconds, always {@value #LENGTH} characters. Made once a
 * step. One thread.
 */
final class TimeText {
  static final int LENGTH = 27;

  private final byte[] text = new byte[LENGTH];

  byte[] of(long micros) {
    String seconds =
        Instant.EPOCH.plus(Math.floorDiv(micros, 1_000_000), ChronoUnit.SECONDS).toString();
    byte[] ascii = seconds.getBytes(US_ASCII);
    // "2026-01-01T00:00:00Z": the fraction goes where the Z stands.
    System.arraycopy(ascii, 0, text, 0, ascii.length - 1);
    text[19] = '.';
    long fraction = Math.floorMod(micros, 1_000_000L);
    for (int i = 25; i > 19; i--) {
      text[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    text[26] = 'Z';
    return text;
  }
}
