package io.linewatch.bench.visual;

import io.linewatch.standalone.part.PartDefect;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures of good parts to be shown over and over, never one twice in a row and in no order that a
 * camera's watch would take for a replay. One thread.
 */
final class RenderedPool {
  private static final long FIRST_PART = 50_000_000;

  private final List<byte[]> pictures = new ArrayList<>();
  private final SplittableRandom random;
  private int last = -1;

  RenderedPool(StampedPart part, int count, long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      pictures.add(PartPictures.jpeg(part.picture(FIRST_PART + i, PartDefect.NONE)));
    }
  }

  byte[] next() {
    int drawn = random.nextInt(pictures.size() - 1);
    last = drawn == last ? pictures.size() - 1 : drawn;
    return pictures.get(last);
  }

  /** Mean length of a file, in kB. */
  double kilobytes() {
    return pictures.stream().mapToInt(file -> file.length).average().orElseThrow() / 1e3;
  }
}
