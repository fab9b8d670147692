package io.linewatch.edge.sparkplug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import org.eclipse.tahu.SparkplugInvalidTypeException;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/** Payloads as Eclipse Tahu, the specification's own implementation, writes them. */
public final class TahuPayload {
  private final SparkplugBPayload payload = new SparkplugBPayload();

  private TahuPayload() {
    payload.setMetrics(new ArrayList<>());
  }

  public static TahuPayload at(Instant time) {
    TahuPayload made = new TahuPayload();
    made.payload.setTimestamp(Date.from(time));
    return made;
  }

  public static TahuPayload withoutTime() {
    return new TahuPayload();
  }

  public TahuPayload seq(long seq) {
    payload.setSeq(seq);
    return this;
  }

  public TahuPayload add(MetricBuilder metric) {
    try {
      Metric made = metric.createMetric();
      payload.addMetric(made);
      return this;
    } catch (SparkplugInvalidTypeException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** A metric by its name. */
  public TahuPayload named(String name, MetricDataType type, Object value, Instant time) {
    return add(new MetricBuilder(name, type, value).timestamp(Date.from(time)));
  }

  /** A metric of a birth, with its alias. */
  public TahuPayload born(
      String name, long alias, MetricDataType type, Object value, Instant time) {
    return add(new MetricBuilder(name, type, value).alias(alias).timestamp(Date.from(time)));
  }

  /** As {@link #alias}, without the time the specification wants. */
  public TahuPayload timeless(long alias, MetricDataType type, Object value) {
    try {
      Metric made = new MetricBuilder(alias, type, value).createMetric();
      made.setTimestamp(null);
      payload.addMetric(made);
      return this;
    } catch (SparkplugInvalidTypeException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** A metric of a data message, by its alias alone. */
  public TahuPayload alias(long alias, MetricDataType type, Object value, Instant time) {
    return add(new MetricBuilder(alias, type, value).timestamp(Date.from(time)));
  }

  public byte[] bytes() {
    try {
      return new SparkplugBPayloadEncoder().getBytes(payload, false);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
