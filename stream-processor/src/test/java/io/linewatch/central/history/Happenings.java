package io.linewatch.central.history;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.alert.AlertLifecycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as the lifecycle itself writes them. */
final class Happenings {
  private @Nullable Alert alert;
  private final List<AlertEvent> events = new ArrayList<>();

  Happenings then(AlertInput input) {
    AlertLifecycle.Outcome outcome = AlertLifecycle.on(alert, input);
    events.addAll(outcome.events());
    alert = outcome.alert();
    return this;
  }

  List<AlertEvent> events() {
    return events;
  }

  AlertEvent last() {
    return events.getLast();
  }
}
