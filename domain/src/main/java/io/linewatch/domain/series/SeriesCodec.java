package io.linewatch.domain.series;

import io.linewatch.domain.bytes.BrokenSeal;
import io.linewatch.domain.bytes.Seal;
import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link SeriesBlock} to bytes and back: exact, compact, bounded.
 *
 * <p>Sealed as {@link Seal} says, with the magic "LWSB" and version 1.
 *
 * <p>The body, with all numbers as varints (7 bits a byte, low bits first; signed ones zigzag) and
 * all texts as their length in bytes and UTF-8:
 *
 * <pre>
 * text gateway, text series, text unit, signed minute (since 1970), part, signed policyRevision,
 * complete (0 or 1), n
 * n times    microseconds: first signed from the minute's start, then signed differences of steps
 * n values   see {@link ValueCoding}
 * runs       count, then (0 GOOD, 1 UNCERTAIN, 2 BAD; length) each
 * runs       count, then (0, or 1 and text; length) each
 * </pre>
 *
 * Values come back bit by bit, negative zero and every NaN too (a model may have no answer). The
 * checksum makes any damaged block a {@link MalformedBlock}; the bounds hold against a block that
 * was made to do harm, too.
 */
public final class SeriesCodec {
  public static final int MAX_SAMPLES = 1_000_000;
  static final int MAX_BODY_BYTES = 32 << 20;
  static final int MAX_TEXT_BYTES = 1_024;
  private static final Seal SEAL = new Seal("LWSB", (byte) 1, MAX_BODY_BYTES);
  private static final int MICROS_PER_MINUTE = 60_000_000;

  /** In the order of their codes on the wire. */
  private static final Quality[] QUALITIES = {Quality.GOOD, Quality.UNCERTAIN, Quality.BAD};

  private SeriesCodec() {}

  /**
   * @throws IllegalArgumentException when the block has more than {@value #MAX_SAMPLES} samples, or
   *     a text of more than 1,024 bytes
   */
  public static byte[] encode(SeriesBlock block) {
    int samples = block.values().length;
    if (samples > MAX_SAMPLES) {
      throw new IllegalArgumentException("a block of " + samples + " samples is too large");
    }
    BodyWriter body = new BodyWriter(64 + 10 * samples);
    body.text(block.gateway());
    body.text(block.series());
    body.text(block.unit());
    long minute = Math.floorDiv(block.minute().getEpochSecond(), 60);
    body.signed(minute);
    body.unsigned(block.part());
    body.signed(block.policyRevision());
    body.unsigned(block.complete() ? 1 : 0);
    body.unsigned(samples);
    writeTimes(body, block.timesMicros(), Math.multiplyExact(minute, MICROS_PER_MINUTE));
    ValueCoding.write(body, block.values());
    body.unsigned(block.qualities().size());
    for (Run<Quality> run : block.qualities()) {
      body.unsigned(code(run.value()));
      body.unsigned(run.length());
    }
    body.unsigned(block.machineStates().size());
    for (Run<@Nullable String> run : block.machineStates()) {
      body.optionalText(run.value());
      body.unsigned(run.length());
    }
    return seal(body.bytes());
  }

  private static int code(Quality quality) {
    return switch (quality) {
      case GOOD -> 0;
      case UNCERTAIN -> 1;
      case BAD -> 2;
    };
  }

  static byte[] seal(byte[] body) {
    return SEAL.seal(body);
  }

  private static void writeTimes(BodyWriter body, long[] times, long minuteMicros) {
    long previous = minuteMicros;
    long step = 0;
    for (long time : times) {
      long nextStep = time - previous;
      body.signed(nextStep - step);
      step = nextStep;
      previous = time;
    }
  }

  /**
   * Any thread.
   *
   * @throws MalformedBlock when the bytes are not a whole, undamaged block of a known version
   *     within the bounds
   */
  public static SeriesBlock decode(byte[] bytes) {
    BodyReader body = new BodyReader(unseal(bytes));
    try {
      SeriesBlock block = read(body);
      body.end();
      return block;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException wrong) {
      throw new MalformedBlock("series block: " + wrong.getMessage(), wrong);
    }
  }

  static byte[] unseal(byte[] bytes) {
    try {
      return SEAL.unseal(bytes);
    } catch (BrokenSeal broken) {
      throw new MalformedBlock("series block: " + broken.getMessage(), broken);
    }
  }

  private static SeriesBlock read(BodyReader body) {
    String gateway = body.text("gateway");
    String series = body.text("series");
    String unit = body.text("unit");
    long minute = body.signed("minute");
    Instant start = Instant.ofEpochSecond(Math.multiplyExact(minute, 60L));
    int part = body.unsigned("part", Integer.MAX_VALUE);
    long policyRevision = body.signed("policyRevision");
    boolean complete = body.unsigned("complete", 1) == 1;
    int samples = body.unsigned("samples", MAX_SAMPLES);
    // A time and a value take at least a byte each: refuse before arrays are made for less.
    body.require(2L * samples, "samples");
    long[] times = readTimes(body, samples, Math.multiplyExact(minute, MICROS_PER_MINUTE));
    double[] values = ValueCoding.read(body, samples);
    List<Run<Quality>> qualities = new ArrayList<>();
    int qualityRuns = body.unsigned("quality runs", samples);
    for (int i = 0; i < qualityRuns; i++) {
      Quality quality = QUALITIES[body.unsigned("quality", QUALITIES.length - 1)];
      qualities.add(new Run<>(quality, body.unsigned("run length", samples)));
    }
    List<Run<@Nullable String>> states = new ArrayList<>();
    int stateRuns = body.unsigned("machine-state runs", samples);
    for (int i = 0; i < stateRuns; i++) {
      @Nullable String state = body.optionalText("machine state");
      states.add(SeriesBlock.stateRun(state, body.unsigned("run length", samples)));
    }
    return new SeriesBlock(
        gateway,
        series,
        unit,
        start,
        part,
        policyRevision,
        times,
        values,
        qualities,
        states,
        complete);
  }

  private static long[] readTimes(BodyReader body, int samples, long minuteMicros) {
    long[] times = new long[samples];
    long time = minuteMicros;
    long step = 0;
    for (int i = 0; i < samples; i++) {
      step += body.signed("time");
      time += step;
      times[i] = time;
    }
    return times;
  }
}
