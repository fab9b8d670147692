package io.linewatch.bench.bearing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Little-endian samples without a header, packed by gzip. */
final class RawSamples {
  private RawSamples() {}

  /** One channel of float32, sample by sample, {@code channels} side by side. */
  static double[] float32(Path file, int channels, int channel) throws IOException {
    ByteBuffer bytes = read(file);
    int samples = bytes.remaining() / (Float.BYTES * channels);
    double[] values = new double[samples];
    for (int n = 0; n < samples; n++) {
      values[n] = bytes.getFloat((n * channels + channel) * Float.BYTES);
    }
    return values;
  }

  /** One channel of int16, times {@code scale}. */
  static double[] int16(Path file, int channels, int channel, double scale) throws IOException {
    ByteBuffer bytes = read(file);
    int samples = bytes.remaining() / (Short.BYTES * channels);
    double[] values = new double[samples];
    for (int n = 0; n < samples; n++) {
      values[n] = bytes.getShort((n * channels + channel) * Short.BYTES) * scale;
    }
    return values;
  }

  private static ByteBuffer read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
