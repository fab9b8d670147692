package io.linewatch.bench.visual;

import io.linewatch.standalone.part.PartDefect;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures of parts to be shown over and over, never one twice in a row and in no order that a
 * camera's watch would take for a replay. One thread.
 */
final class RenderedPool {
  private static final long FIRST_PART = 50_000_000;

  private final List<byte[]> pictures = new ArrayList<>();
  private final SplittableRandom random;
  private int last = -1;

  /** Of good parts. */
  RenderedPool(StampedPart part, int count, long seed) {
    this(part, count, 0, seed);
  }

  /**
   * @param defective how many of them have a defect, one kind after the other
   */
  RenderedPool(StampedPart part, int count, int defective, long seed) {
    random = new SplittableRandom(seed);
    List<PartDefect> kinds = new ArrayList<>(List.of(PartDefect.values()));
    kinds.remove(PartDefect.NONE);
    for (int i = 0; i < count; i++) {
      PartDefect defect = i < defective ? kinds.get(i % kinds.size()) : PartDefect.NONE;
      pictures.add(PartPictures.jpeg(part.picture(FIRST_PART + i, defect)));
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
