package io.linewatch.edge.outbox;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.MqttRecords;

/** A verdict about to be written; encoded on the submitting thread. */
record NewVerdict(String station, byte[] value) {
  private static final int OVERHEAD_BYTES = 96;

  static NewVerdict of(PartVerdict verdict) {
    return new NewVerdict(verdict.station(), MqttRecords.VERDICT.encode(verdict));
  }

  /** What it holds of the heap, roughly. */
  long bytes() {
    return OVERHEAD_BYTES + (long) value.length;
  }
}
