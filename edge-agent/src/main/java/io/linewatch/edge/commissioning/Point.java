package io.linewatch.edge.commissioning;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One channel of the plan as an installer sees it.
 *
 * @param source ids of the sources that lead to it; empty when none does
 * @param topic where it is expected; may have {@code +}
 * @param seen what came last; null when nothing has come since the start
 * @param reason why it waits or is bad, and what to look at; none when it is live
 * @param mark null when nobody has checked it
 */
public record Point(
    Channel channel,
    String source,
    String topic,
    State state,
    @Nullable Seen seen,
    PointReason reason,
    @Nullable CheckMark mark) {

  /** How a point stands. */
  public enum State {
    /** Nothing has come since the agent started. */
    WAITING,
    /** A value came within the last minute. */
    LIVE,
    /** A value came, but not for more than a minute. */
    QUIET,
    /** What comes cannot be used, or nothing can come. */
    BAD
  }

  /**
   * What came last.
   *
   * @param value in the channel's unit; not a number for a waveform, of which only the time is told
   * @param low least value of the last minute
   * @param high greatest value of the last minute
   */
  public record Seen(
      double value, Quality quality, Instant time, Instant arrival, double low, double high) {}

  /** Whether somebody may mark it as checked: a good value has been seen. */
  public boolean mayBeChecked() {
    return seen != null && state != State.BAD && state != State.WAITING;
  }
}
