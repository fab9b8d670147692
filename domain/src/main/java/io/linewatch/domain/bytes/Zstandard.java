package io.linewatch.domain.bytes;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Compression by zstd (RFC 8878) with contexts that are used again: to make one takes longer than
 * to pack or unpack a minute of samples. A compressing one keeps about a mebibyte of native memory,
 * the other a sixth of it; more than a few at once are closed after use. Any thread.
 */
final class Zstandard {
  private static final int MAX_KEPT = 4;
  private static final int LEVEL = 3;
  private static final Kept<ZstdCompressCtx> COMPRESSORS =
      new Kept<>(() -> new ZstdCompressCtx().setLevel(LEVEL));
  private static final Kept<ZstdDecompressCtx> DECOMPRESSORS = new Kept<>(ZstdDecompressCtx::new);

  private Zstandard() {}

  static byte[] compress(byte[] bytes) {
    ZstdCompressCtx compressor = COMPRESSORS.take();
    try {
      return compressor.compress(bytes);
    } finally {
      COMPRESSORS.giveBack(compressor);
    }
  }

  /**
   * Unpacks what stands behind {@code from}; never writes more than {@code length} bytes.
   *
   * @return whether it was exactly that many
   */
  static boolean decompress(byte[] packed, int from, byte[] into, int length) {
    ZstdDecompressCtx decompressor = DECOMPRESSORS.take();
    try {
      return decompressor.decompressByteArray(into, 0, length, packed, from, packed.length - from)
          == length;
    } catch (ZstdException damaged) {
      return false;
    } finally {
      DECOMPRESSORS.giveBack(decompressor);
    }
  }

  /** Contexts of one kind that nobody uses now. */
  private static final class Kept<T extends AutoCloseable> {
    private final Deque<T> kept = new ArrayDeque<>(MAX_KEPT);
    private final Supplier<T> made;

    Kept(Supplier<T> made) {
      this.made = made;
    }

    T take() {
      synchronized (kept) {
        if (!kept.isEmpty()) {
          return kept.removeLast();
        }
      }
      return made.get();
    }

    void giveBack(T context) {
      synchronized (kept) {
        if (kept.size() < MAX_KEPT) {
          kept.addLast(context);
          return;
        }
      }
      try {
        context.close();
      } catch (Exception e) {
        throw new IllegalStateException("native memory refused to be given back", e);
      }
    }
  }
}
