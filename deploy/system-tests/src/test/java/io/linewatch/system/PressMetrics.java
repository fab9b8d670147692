package io.linewatch.system;

import io.linewatch.fixture.sparkplug.TahuEdgeNode.Measured;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.tahu.message.model.MetricDataType;

/** What the press of {@code sparkplug-plant.yaml} measures: one metric of every type. */
final class PressMetrics {
  private PressMetrics() {}

  /** Every numeric type, below its limit. */
  static Map<String, Measured> quiet() {
    Map<String, Measured> metrics = new LinkedHashMap<>();
    metrics.put("int8", new Measured(MetricDataType.Int8, (byte) -5));
    metrics.put("int16", new Measured(MetricDataType.Int16, (short) -300));
    metrics.put("int32", new Measured(MetricDataType.Int32, -70_000));
    metrics.put("int64", new Measured(MetricDataType.Int64, -5_000_000_000L));
    metrics.put("uint8", new Measured(MetricDataType.UInt8, (short) 5));
    metrics.put("uint16", new Measured(MetricDataType.UInt16, 5));
    metrics.put("uint32", new Measured(MetricDataType.UInt32, 5L));
    metrics.put("uint64", new Measured(MetricDataType.UInt64, BigInteger.valueOf(5)));
    metrics.put("float", new Measured(MetricDataType.Float, 1.5f));
    metrics.put("double", new Measured(MetricDataType.Double, -1.5));
    metrics.put("boolean", new Measured(MetricDataType.Boolean, false));
    metrics.put("stored", new Measured(MetricDataType.Double, 1.0));
    metrics.put("State", new Measured(MetricDataType.String, "RUN"));
    metrics.put("Started", new Measured(MetricDataType.DateTime, Date.from(Instant.EPOCH)));
    return metrics;
  }

  /** Beyond the limits, each at a value only its own type can hold or tells rightly. */
  static Map<String, Object> loud() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("int8", (byte) 127);
    values.put("int16", (short) 32_000);
    values.put("int32", 2_000_000_000);
    values.put("int64", 5_000_000_000L);
    values.put("uint8", (short) 255);
    values.put("uint16", 65_535);
    values.put("uint32", 4_294_967_295L);
    values.put("uint64", BigInteger.ONE.shiftLeft(63));
    values.put("float", 2.5f);
    values.put("double", 2.25);
    values.put("boolean", true);
    return values;
  }

  /** A press that is born beyond them. */
  static Map<String, Measured> bornLoud() {
    Map<String, Measured> metrics = quiet();
    loud()
        .forEach((metric, value) ->
            metrics.computeIfPresent(metric, (_, old) -> new Measured(old.type(), value)));
    return metrics;
  }

  /** What a finding must say of each. */
  static Map<String, Double> numbers() {
    Map<String, Double> numbers = new HashMap<>();
    loud()
        .forEach((metric, value) ->
            numbers.put(
                metric, value instanceof Number number ? number.doubleValue() : Double.valueOf(1)));
    return numbers;
  }
}
