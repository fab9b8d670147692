package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.sparkplug.Metric.Form;

/** Data types of metrics by their numbers (specification 3.0, section 6.4.16). */
enum DataType {
  UNKNOWN,
  INT8,
  INT16,
  INT32,
  INT64,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
  FLOAT,
  DOUBLE,
  BOOLEAN,
  STRING,
  DATE_TIME,
  TEXT,
  UUID,
  DATA_SET,
  BYTES,
  FILE,
  TEMPLATE;

  private static final double TWO_TO_64 = 0x1p64;

  /** What a metric's value is to the rest of the agent. */
  sealed interface Value {
    record Numeric(double value) implements Value {}

    record Text(String value) implements Value {}

    record Refused(RejectionReason reason, String detail) implements Value {}
  }

  static DataType of(int number) {
    return number > 0 && number < values().length ? values()[number] : UNKNOWN;
  }

  /** Whether its values are of any use here. */
  boolean supported() {
    return switch (this) {
      case UNKNOWN, DATE_TIME, DATA_SET, BYTES, FILE, TEMPLATE -> false;
      default -> true;
    };
  }

  /** The value in the form this type wants; signed types come as two's complement. */
  Value read(Metric metric) {
    return switch (this) {
      case INT8 -> integer(metric, (byte) metric.bits());
      case INT16 -> integer(metric, (short) metric.bits());
      case INT32 -> integer(metric, (int) metric.bits());
      case INT64 -> integer(metric, (double) metric.bits());
      case UINT8 -> integer(metric, (double) (metric.bits() & 0xFF));
      case UINT16 -> integer(metric, (double) (metric.bits() & 0xFFFF));
      case UINT32 -> integer(metric, (double) (metric.bits() & 0xFFFF_FFFFL));
      case UINT64 -> integer(metric, unsigned(metric.bits()));
      case FLOAT, DOUBLE -> floating(metric);
      case BOOLEAN ->
          metric.form() == Form.BOOLEAN ? new Value.Numeric((double) metric.bits()) : wrong(metric);
      case STRING, TEXT, UUID ->
          metric.form() == Form.TEXT ? new Value.Text(metric.text()) : wrong(metric);
      default ->
          new Value.Refused(
              RejectionReason.UNSUPPORTED_TYPE, "values of type " + name() + " are not read");
    };
  }

  private Value integer(Metric metric, double value) {
    return metric.form() == Form.INTEGER ? new Value.Numeric(value) : wrong(metric);
  }

  private Value floating(Metric metric) {
    if (metric.form() != Form.FLOATING) {
      return wrong(metric);
    }
    return Double.isFinite(metric.number())
        ? new Value.Numeric(metric.number())
        : new Value.Refused(
            RejectionReason.NOT_FINITE, "its value " + metric.number() + " is not finite");
  }

  private Value wrong(Metric metric) {
    return new Value.Refused(
        RejectionReason.WRONG_TYPE,
        "it is born as " + name() + ", and its value comes as " + metric.form());
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? (double) bits : (double) bits + TWO_TO_64;
  }
}
