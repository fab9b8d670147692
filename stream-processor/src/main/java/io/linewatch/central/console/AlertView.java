package io.linewatch.central.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.ShownState;

/** An alert as pages get it. */
record AlertView(@JsonUnwrapped Alert alert, ShownState shown) {
  static AlertView of(Alert alert) {
    return new AlertView(alert, ShownState.of(alert));
  }
}
