package io.linewatch.edge.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.linewatch.domain.signal.Waveform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A raw block as a file: one line of JSON ({@code channel}, {@code start}, {@code rate}, {@code
 * unit}, {@code count}), a line feed, then its samples as IEEE 754 32-bit numbers, little-endian.
 * That is a payload a source with {@code waveform: FLOAT32} reads, so a kept block can be sent
 * again. Named by its SHA-256.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
record WaveformFile(String digest, byte[] bytes) {
  static final String PREFIX = "sha256:";
  private static final JsonFactory JSON = new JsonFactory();

  static WaveformFile of(Waveform block, String unit) {
    byte[] header = header(block, unit);
    double[] samples = block.samples();
    ByteBuffer bytes =
        ByteBuffer.allocate(header.length + 1 + Float.BYTES * samples.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header)
            .put((byte) '\n');
    for (double sample : samples) {
      bytes.putFloat((float) sample);
    }
    return new WaveformFile(digest(bytes.array()), bytes.array());
  }

  private static byte[] header(Waveform block, String unit) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("channel", block.channel().toString());
      out.writeStringField("start", block.start().toString());
      out.writeNumberField("rate", block.rateHz());
      out.writeStringField("unit", unit);
      out.writeNumberField("count", block.samples().length);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return text.toByteArray();
  }

  static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return PREFIX + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Name of its file. */
  String name() {
    return digest.substring(PREFIX.length());
  }
}
