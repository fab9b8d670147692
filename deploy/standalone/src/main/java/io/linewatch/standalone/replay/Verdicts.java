package io.linewatch.standalone.replay;

import io.linewatch.domain.alert.AlertEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the alerts of one recording were active, by their transitions. Pure. */
record Verdicts(List<Span> spans) {
  Verdicts {
    spans = List.copyOf(spans);
  }

  /**
   * @param end null while still active at the end of the recording
   */
  record Span(Instant start, @Nullable Instant end) {
    boolean contains(Instant time) {
      return !time.isBefore(start) && (end == null || time.isBefore(end));
    }
  }

  /**
   * @param events of one source, in order
   */
  static Verdicts of(List<AlertEvent> events) {
    List<Span> spans = new ArrayList<>();
    Instant start = null;
    for (AlertEvent event : events) {
      boolean active = event.alert().active();
      if (active && start == null) {
        start = event.time();
      } else if (!active && start != null) {
        spans.add(new Span(start, event.time()));
        start = null;
      }
    }
    if (start != null) {
      spans.add(new Span(start, null));
    }
    return new Verdicts(spans);
  }

  boolean activeAt(Instant time) {
    return spans.stream().anyMatch(span -> span.contains(time));
  }

  /** From the first labelled row to the first alarm at or after it; null when none came. */
  @Nullable Duration delay(@Nullable Instant firstFault) {
    if (firstFault == null) {
      return null;
    }
    return activeAt(firstFault)
        ? Duration.ZERO
        : spans.stream()
            .map(Span::start)
            .filter(start -> !start.isBefore(firstFault))
            .findFirst()
            .map(start -> Duration.between(firstFault, start))
            .orElse(null);
  }
}
