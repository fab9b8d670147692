package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordingGap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a machine is in a state in which it is recorded, by what it told; from the last moment in
 * which it was to the first in which it is again is a gap. Pure.
 */
final class StateGate {
  private final String subject;
  private final RecordingRequest request;

  /** Before anything came nobody knows: then it is closed, unless every state is wanted. */
  private boolean closed;

  private @Nullable Instant lastInside;
  private @Nullable Instant firstOutside;
  private @Nullable Instant lastOutside;
  private @Nullable String outsideState;
  private long leftOut;

  /**
   * @param subject of the gaps
   */
  StateGate(String subject, RecordingRequest request) {
    this.subject = subject;
    this.request = request;
    this.closed = !request.machineStates().isEmpty();
  }

  String subject() {
    return subject;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * @param readings how many are left out if it is closed
   * @return whether it is open
   */
  boolean judge(@Nullable String state, Instant time, long readings) {
    if (request.wantsState(state)) {
      closed = false;
      lastInside = lastInside == null || time.isAfter(lastInside) ? time : lastInside;
      return true;
    }
    closed = true;
    firstOutside = firstOutside == null || time.isBefore(firstOutside) ? time : firstOutside;
    lastOutside = lastOutside == null || time.isAfter(lastOutside) ? time : lastOutside;
    outsideState = state;
    leftOut += readings;
    return false;
  }

  /**
   * The gap that is over now; null when there was none.
   *
   * @param reopened time of the first reading inside again; null when the recording ends outside
   */
  @Nullable RecordingGap takeGap(@Nullable Instant reopened) {
    Instant from = firstOutside;
    Instant to = reopened == null ? lastOutside : reopened;
    if (from == null || to == null) {
      return null;
    }
    RecordingGap gap =
        new RecordingGap(
            RecordingGap.Reason.NOT_IN_STATE,
            subject,
            from,
            to.isBefore(from) ? from : to,
            leftOut,
            "the machine told "
                + (outsideState == null ? "no state" : outsideState)
                + ", recorded is only "
                + String.join(", ", request.machineStates()));
    firstOutside = null;
    lastOutside = null;
    leftOut = 0;
    return gap;
  }
}
