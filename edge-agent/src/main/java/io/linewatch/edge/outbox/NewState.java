package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DecisionStateText;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A detector's state about to be written; encoded on the submitting thread.
 *
 * @param active the encoded finding that last raised or changed the condition; null when normal
 */
record NewState(String detector, String state, byte @Nullable [] active, long digest) {
  private static final int OVERHEAD_BYTES = 96;

  /**
   * @param encoded statements that are encoded already, by identity: a state often comes with its
   *     finding
   */
  static NewState of(StateChange change, IdentityHashMap<Statement, byte[]> encoded) {
    String detector = change.detector().toString();
    String state = DecisionStateText.write(change.state());
    ConditionFinding finding = change.active();
    byte[] active = finding == null ? null : encoded.get(finding);
    if (finding != null && active == null) {
      active = Topics.FINDINGS.codec().encode(finding);
    }
    return new NewState(detector, state, active, digest(detector, state, active));
  }

  static long digest(String detector, String state, byte @Nullable [] active) {
    return new RowDigest("detector_state").text(detector).text(state).bytes(active).value();
  }

  /** What it holds of the heap, roughly. */
  long bytes() {
    return (long) OVERHEAD_BYTES
        + detector.length()
        + state.length()
        + (active == null ? 0 : active.length);
  }
}
