package io.linewatch.central.history;

import io.linewatch.domain.alert.Alert;
import java.util.List;
import java.util.Map;

/**
 * The open alerts, and the alert offsets up to which they are true: a live feed goes on from there
 * without a hole.
 *
 * @param nextOffsets partition of the alerts topic to the first offset that is not in here; a
 *     partition never written has none
 */
public record FeedSnapshot(List<Alert> alerts, Map<Integer, Long> nextOffsets) {
  public FeedSnapshot {
    alerts = List.copyOf(alerts);
    nextOffsets = Map.copyOf(nextOffsets);
  }
}
