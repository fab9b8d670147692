package io.linewatch.domain.series;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compressors that are used again: to make one takes longer than to pack a minute of samples. Each
 * keeps about a mebibyte of native memory; more than a few at once are closed after use. Any
 * thread.
 */
final class Compressors {
  private static final int MAX_KEPT = 4;
  private static final int LEVEL = 3;
  private static final Deque<ZstdCompressCtx> KEPT = new ArrayDeque<>(MAX_KEPT);

  private Compressors() {}

  static byte[] compress(byte[] bytes) {
    ZstdCompressCtx compressor = take();
    try {
      return compressor.compress(bytes);
    } finally {
      giveBack(compressor);
    }
  }

  private static ZstdCompressCtx take() {
    synchronized (KEPT) {
      if (!KEPT.isEmpty()) {
        return KEPT.removeLast();
      }
    }
    return new ZstdCompressCtx().setLevel(LEVEL);
  }

  private static void giveBack(ZstdCompressCtx compressor) {
    synchronized (KEPT) {
      if (KEPT.size() < MAX_KEPT) {
        KEPT.addLast(compressor);
        return;
      }
    }
    compressor.close();
  }
}
