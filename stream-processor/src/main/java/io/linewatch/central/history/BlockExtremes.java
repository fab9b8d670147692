package io.linewatch.central.history;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;

/**
 * The least and the greatest value of a block, each with its time and quality; the first one wins
 * among equals. Of an empty block: NaN at the minute's start.
 */
record BlockExtremes(
    double least,
    long leastAtMicros,
    Quality leastQuality,
    double greatest,
    long greatestAtMicros,
    Quality greatestQuality) {

  static BlockExtremes of(SeriesBlock block) {
    int least = -1;
    int greatest = -1;
    double[] values = block.values();
    for (int i = 0; i < values.length; i++) {
      if (least < 0 || values[i] < values[least]) {
        least = i;
      }
      if (greatest < 0 || values[i] > values[greatest]) {
        greatest = i;
      }
    }
    if (least < 0) {
      long start = block.minute().getEpochSecond() * 1_000_000;
      return new BlockExtremes(Double.NaN, start, Quality.BAD, Double.NaN, start, Quality.BAD);
    }
    return new BlockExtremes(
        values[least],
        block.timesMicros()[least],
        qualityAt(block, least),
        values[greatest],
        block.timesMicros()[greatest],
        qualityAt(block, greatest));
  }

  /** Quality of the sample at this index; GOOD when the runs do not reach it. */
  static Quality qualityAt(SeriesBlock block, int index) {
    int end = 0;
    for (SeriesBlock.Run<Quality> run : block.qualities()) {
      end += run.length();
      if (index < end) {
        return run.value();
      }
    }
    return Quality.GOOD;
  }
}
