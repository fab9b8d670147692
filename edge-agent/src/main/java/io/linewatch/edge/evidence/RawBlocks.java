package io.linewatch.edge.evidence;

import io.linewatch.domain.signal.Waveform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where raw blocks are kept. */
public interface RawBlocks {
  /** How often a block of a channel is kept while nothing is wrong; above 0. */
  Duration every();

  /**
   * Keeps a block, soon and as far as there is room. Does not wait.
   *
   * @param unit UCUM code of its samples
   * @param diagnosed whether a diagnosis rests on it: then it outlives those that only show how the
   *     machine was
   * @return its digest, {@code sha256:…}; null when it is not kept
   */
  @Nullable String keep(Waveform block, String unit, boolean diagnosed);
}
