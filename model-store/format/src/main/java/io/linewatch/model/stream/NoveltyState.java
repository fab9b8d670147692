package io.linewatch.model.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SteppedNovelty} has learned, as bytes, so that a restart need not learn anew. Big
 * endian: magic {@code LWSN}, version 1, length of a step in µs, the open step, the detector, and
 * CRC-32 of all before.
 */
public final class NoveltyState {
  /** Largest state there can be. */
  public static final int MAX_BYTES = 64 + 16 * SteppedNovelty.MOST_CONTEXTS + 8 * 1_024;

  private static final int MAGIC = 0x4c57534e;
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = 8;

  private NoveltyState() {}

  public static byte[] of(SteppedNovelty novelty) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeByte(VERSION);
      out.writeLong(novelty.stepMicros);
      out.writeLong(novelty.openStep);
      out.writeDouble(novelty.sum);
      out.writeInt(novelty.count);
      out.writeLong(novelty.lastStep);
      out.writeDouble(novelty.distance);
      out.writeDouble(novelty.allowance);
      novelty.detector.write(out);
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param budget it must have been learned under
   * @return null when it was learned under another one, or is damaged
   */
  public static @Nullable SteppedNovelty read(byte[] bytes, Duration budget) {
    int length = bytes.length - CHECKSUM_BYTES;
    if (length <= 0 || bytes.length > MAX_BYTES) {
      return null;
    }
    SteppedNovelty novelty = new SteppedNovelty(budget);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC
          || in.readByte() != VERSION
          || in.readLong() != novelty.stepMicros) {
        return null;
      }
      novelty.openStep = in.readLong();
      novelty.sum = in.readDouble();
      novelty.count = in.readInt();
      novelty.lastStep = in.readLong();
      novelty.distance = in.readDouble();
      novelty.allowance = in.readDouble();
      novelty.detector.read(in);
      boolean whole = in.readLong() == checksum(bytes, length) && in.read() < 0;
      return whole ? novelty : null;
    } catch (IOException damaged) {
      return null;
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
