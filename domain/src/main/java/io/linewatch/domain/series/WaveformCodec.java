package io.linewatch.domain.series;

import io.linewatch.domain.bytes.BrokenSeal;
import io.linewatch.domain.bytes.Seal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Evenly spaced samples to bytes and back: exact, bounded. Sealed as {@link Seal} says, with the
 * magic "LWWF" and version 1. The body, written as in {@link SeriesCodec}:
 *
 * <pre>
 * text channel, text unit, machine state (0, or 1 and text),
 * signed second (since 1970), nanosecond, signed bits of the rate in Hz, n, n values
 * </pre>
 */
public final class WaveformCodec {
  public static final int MAX_SAMPLES = 1 << 21;
  private static final int MAX_BODY_BYTES = 32 << 20;
  private static final int NANOS = 1_000_000_000;
  private static final Seal SEAL = new Seal("LWWF", (byte) 1, MAX_BODY_BYTES);

  private WaveformCodec() {}

  /**
   * What is written.
   *
   * @param rateHz samples a second
   */
  public record Samples(
      String channel,
      String unit,
      @Nullable String machineState,
      Instant start,
      double rateHz,
      double[] values) {}

  /**
   * @throws IllegalArgumentException when there are more than {@value #MAX_SAMPLES} samples, or a
   *     text of more than 1,024 bytes
   */
  public static byte[] encode(Samples samples) {
    int count = samples.values().length;
    if (count > MAX_SAMPLES) {
      throw new IllegalArgumentException("a waveform of " + count + " samples is too large");
    }
    BodyWriter body = new BodyWriter(64 + 9 * count);
    body.text(samples.channel());
    body.text(samples.unit());
    body.optionalText(samples.machineState());
    Instant start = samples.start();
    body.signed(start.getEpochSecond());
    body.unsigned(start.getNano());
    body.signed(Double.doubleToRawLongBits(samples.rateHz()));
    body.unsigned(count);
    ValueCoding.write(body, samples.values());
    return SEAL.seal(body.bytes());
  }

  /**
   * Any thread.
   *
   * @throws MalformedBlock when the bytes are not a whole, undamaged waveform within the bounds
   */
  public static Samples decode(byte[] bytes) {
    try {
      BodyReader body = new BodyReader(SEAL.unseal(bytes));
      String channel = body.text("channel");
      String unit = body.text("unit");
      String state = body.optionalText("machine state");
      Instant start =
          Instant.ofEpochSecond(body.signed("second"), body.unsigned("nanosecond", NANOS - 1));
      double rateHz = Double.longBitsToDouble(body.signed("rate"));
      int count = body.unsigned("samples", MAX_SAMPLES);
      body.require(count, "samples");
      double[] values = ValueCoding.read(body, count);
      body.end();
      return new Samples(channel, unit, state, start, rateHz, values);
    } catch (BrokenSeal broken) {
      throw new MalformedBlock("waveform: " + broken.getMessage(), broken);
    } catch (DateTimeException | ArithmeticException wrong) {
      throw new MalformedBlock("waveform: " + wrong.getMessage(), wrong);
    }
  }
}
