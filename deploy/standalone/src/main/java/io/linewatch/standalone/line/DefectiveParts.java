package io.linewatch.standalone.line;

import io.linewatch.standalone.part.PartDefect;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Which parts of the line are defective, and how. */
@FunctionalInterface
public interface DefectiveParts {
  /** All are good. */
  DefectiveParts NONE = _ -> PartDefect.NONE;

  /** From the beginning of one run of defective parts to that of the next. */
  Duration EVERY = Duration.ofMinutes(2);

  /** How long a run of them lasts. */
  Duration RUN = Duration.ofSeconds(6);

  /** What is wrong with the part that passes the camera at an instant. */
  PartDefect at(Instant time);

  /** From now on all have it. */
  static DefectiveParts all(PartDefect defect) {
    return _ -> defect;
  }

  /** Runs of a few parts with the same defect, drawn by the seed; none before the first instant. */
  static DefectiveParts runs(long seed, Instant from) {
    return time -> {
      Duration since = Duration.between(from, time);
      long run = since.toMillis() / EVERY.toMillis();
      boolean defective =
          !since.isNegative() && since.minus(EVERY.multipliedBy(run)).compareTo(RUN) < 0;
      PartDefect[] kinds = PartDefect.values();
      return defective
          ? kinds[new SplittableRandom(seed + run).nextInt(1, kinds.length)]
          : PartDefect.NONE;
    };
  }
}
