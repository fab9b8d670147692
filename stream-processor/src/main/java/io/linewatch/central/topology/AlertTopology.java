package io.linewatch.central.topology;

import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.kafka.SignedRecords;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.wire.Topics;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * How what gateways state and what people command becomes alerts. Sources and sinks are bytes, so
 * that nothing can fail in a (de)serializer: every refusal is a dead letter with its reason.
 */
public final class AlertTopology {
  static final String ALERTS = "alerts";
  static final String REPLIES = "replies";
  static final String DEAD_LETTER = "dead-letter";

  private static final ByteArrayDeserializer IN = new ByteArrayDeserializer();
  private static final ByteArraySerializer OUT = new ByteArraySerializer();

  private AlertTopology() {}

  /**
   * @param keys which key each gateway signs with
   * @param clock when shelving ends and alerts announce themselves again; what a timer decides is
   *     written as an event, so a replay needs no clock
   */
  public static Topology build(GatewayKeys keys, InstantSource clock, CentralCounters counters) {
    SignedRecords signed = new SignedRecords(keys);
    TimestampExtractor time = (record, _) -> Math.max(0, record.timestamp());
    Topology topology = new Topology();

    // What each gateway may speak about: every instance holds all desired states.
    topology.addGlobalStore(
        DesiredDocuments.store(),
        "desired",
        time,
        IN,
        IN,
        Topics.DESIRED.name(),
        "keep-desired",
        DesiredDocuments::new);

    // What gateways state: genuine and about their own assets, then once, then into the alerts.
    topology.addSource(
        AutoOffsetReset.earliest(), "findings", time, IN, IN, Topics.FINDINGS.name());
    topology.addProcessor("verify", () -> new VerifyStatements(signed, counters), "findings");
    topology.addProcessor("dedupe", () -> new DropRepeats(counters), "verify");
    topology.addSource(
        AutoOffsetReset.earliest(), "commands", time, IN, IN, Topics.COMMANDS.name());
    topology.addProcessor("read-commands", () -> new ReadCommands(counters), "commands");
    topology.addProcessor(
        "lifecycle", () -> new MoveAlerts(clock, counters), "dedupe", "read-commands");

    topology.addStateStore(DropRepeats.store(), "dedupe");
    topology.addStateStore(AlertBook.store(), "lifecycle");

    topology.addSink(ALERTS, Topics.ALERTS.name(), OUT, OUT, "lifecycle");
    topology.addSink(REPLIES, Topics.REPLIES.name(), OUT, OUT, "lifecycle");
    topology.addSink(
        DEAD_LETTER, Topics.DEAD_LETTER.name(), OUT, OUT, "verify", "read-commands", "lifecycle");
    return topology;
  }
}
