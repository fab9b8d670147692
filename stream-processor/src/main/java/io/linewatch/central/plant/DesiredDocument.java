package io.linewatch.central.plant;

import io.linewatch.domain.desired.DesiredState;
import org.jspecify.annotations.Nullable;

/** A gateway's newest desired state. */
public record DesiredDocument(DesiredState state, boolean published) {
  /** Whether only revision, time and author differ. */
  static boolean sameContent(@Nullable DesiredState before, DesiredState after) {
    return before != null
        && before.home().equals(after.home())
        && before.sources().equals(after.sources())
        && before.assets().equals(after.assets())
        && before.channels().equals(after.channels())
        && before.policies().equals(after.policies())
        && before.models().equals(after.models())
        && before.wantedRecordings().equals(after.wantedRecordings());
  }
}
