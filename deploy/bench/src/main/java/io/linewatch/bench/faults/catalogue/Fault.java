package io.linewatch.bench.faults.catalogue;

import java.util.Random;

/** One kind of trouble. */
public interface Fault {
  /** As {@code --only} names it. */
  String name();

  /**
   * Strikes, holds as long as it draws, and ends. All that is drawn comes from {@code random}, so
   * that the same seed strikes the same way.
   *
   * @return what happened, with the proof that it did
   */
  Strike strike(Site site, Random random) throws Exception;

  /** Why it cannot strike on this machine; empty when it can. */
  default String unable(Site site) {
    return "";
  }
}
