package io.linewatch.edge.sparkplug;

import static org.eclipse.tahu.message.model.MetricDataType.Int32;
import static org.eclipse.tahu.message.model.MetricDataType.Int64;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.BeforeEach;

/** A session with one node and one device, and what is sent to it. */
abstract class HostedNode {
  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  static final Duration REORDER = Duration.ofSeconds(2);
  static final String NODE = "spBv1.0/plant/press";
  static final String DEVICE = "spBv1.0/plant/press/301";

  final Heard heard = new Heard();
  final HostSession session = new HostSession("spb", REORDER, heard);
  Instant now = NOW;

  final void send(String verb, String device, TahuPayload payload) {
    String topic = "spBv1.0/plant/" + verb + "/press" + (device.isEmpty() ? "" : "/" + device);
    session.take(topic, payload.bytes(), false, now);
  }

  final TahuPayload message(long seq) {
    return TahuPayload.at(now).seq(seq);
  }

  final void nodeBirth(long seq, long bdSeq) {
    send(
        "NBIRTH",
        "",
        message(seq).named("bdSeq", Int64, bdSeq, now).born("Speed", 1, Int32, 900, now));
  }

  final void deviceBirth(long seq) {
    send(
        "DBIRTH",
        "301",
        message(seq)
            .born("Force", 10, MetricDataType.Double, 1.5, now)
            .born("State", 11, MetricDataType.String, "RUN", now));
  }

  final void force(long seq, double value) {
    send("DDATA", "301", message(seq).alias(10, MetricDataType.Double, value, now));
  }

  final void nodeDeath(long bdSeq) {
    send("NDEATH", "", TahuPayload.withoutTime().named("bdSeq", Int64, bdSeq, now));
  }

  final void born() {
    nodeBirth(0, 3);
    deviceBirth(1);
    heard.clear();
  }

  @BeforeEach
  void clockStartsAnew() {
    now = NOW;
  }
}
