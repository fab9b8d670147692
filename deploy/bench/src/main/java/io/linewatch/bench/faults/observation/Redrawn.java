package io.linewatch.bench.faults.observation;

import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.central.feed.FeedCursor;
import io.linewatch.domain.alert.Alert;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The feed could not go on from where the page stood, so the page was drawn anew: what happened in
 * between is not told event by event, it is in the picture.
 *
 * @param from where the page stood: what is before it was told
 * @param to where its stream goes on
 * @param shown the page's alerts by id, with the revision that it shows
 */
record Redrawn(FeedCursor from, FeedCursor to, Map<String, Long> shown) {
  Redrawn {
    shown = Map.copyOf(shown);
  }

  /** An event on the alerts topic, and its place. {@code transition} as the bench compares it. */
  record Logged(int partition, long offset, Alert alert, Transition transition) {}

  /**
   * What the page tells by its picture: events between the two cursors whose alert it shows as it
   * is at its new cursor, or leaves out because it is over by then. An event that the picture
   * contradicts is not told.
   */
  Set<Transition> told(List<Logged> log) {
    Map<String, Alert> newest = new HashMap<>();
    for (Logged event : log) {
      if (event.offset() < to.at(event.partition())) {
        newest.put(event.alert().id(), event.alert());
      }
    }
    Set<Transition> told = new HashSet<>();
    for (Logged event : log) {
      boolean skipped =
          event.offset() >= from.at(event.partition()) && event.offset() < to.at(event.partition());
      Alert alert = newest.get(event.alert().id());
      if (skipped && alert != null && isRight(alert)) {
        told.add(event.transition());
      }
    }
    return told;
  }

  private boolean isRight(Alert alert) {
    Long revision = shown.get(alert.id());
    return revision == null ? alert.isForgettable() : revision == alert.revision();
  }
}
