package io.linewatch.system.simulation;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.Settlement;
import io.linewatch.edge.publish.AnsweredRows;
import io.linewatch.system.simulation.SimulatedKafka.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a gateway's publisher and Kafka do with the rows that wait, with all that an idempotent
 * producer leaves open: within a partition a prefix of what was sent is there and a prefix of that
 * was acknowledged; what was not may still come in later, when the same rows were sent again.
 */
final class SimulatedProducer {
  private static final byte[] SITE_SECRET = new byte[GatewayKey.BYTES];

  private final SimulatedGateway gateway;
  private final SimulatedKafka kafka;
  private final GatewayKey key;
  private final List<Stored> late = new ArrayList<>();
  private boolean wasAway;

  SimulatedProducer(SimulatedGateway gateway, SimulatedKafka kafka) {
    this.gateway = gateway;
    this.kafka = kafka;
    this.key = GatewayKey.derive(SITE_SECRET, gateway.name, 1);
  }

  static byte[] siteSecret() {
    return SITE_SECRET.clone();
  }

  /** All that waits, and every answer comes. */
  void publishAll(Instant now) {
    List<OutboxRow> rows = waiting(500);
    while (!rows.isEmpty()) {
      send(rows, rows.size(), rows.size(), now);
      rows = waiting(500);
    }
  }

  boolean hasWork() {
    return !waiting(1).isEmpty();
  }

  /** One window; says what became of it. */
  String publish(Random random, Instant now) {
    List<OutboxRow> rows = waiting(random.nextInt(1, 12));
    return switch (random.nextInt(12)) {
      case 0 -> {
        int there = random.nextInt(rows.size() + 1);
        rows.subList(0, there).forEach(row -> append(stored(row, now)));
        gateway.crash();
        yield there + " of " + rows.size() + " rows are there, then the gateway dies";
      }
      case 1 -> {
        wasAway = true;
        yield "Kafka is away";
      }
      case 2, 3, 4, 5 -> sendInParts(rows, random, now);
      default -> {
        send(rows, rows.size(), rows.size(), now);
        yield rows.size() + " rows";
      }
    };
  }

  private String sendInParts(List<OutboxRow> rows, Random random, Instant now) {
    StringBuilder told = new StringBuilder();
    AnsweredRows answers = new AnsweredRows(rows);
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      int mine = partition;
      List<OutboxRow> sent =
          rows.stream().filter(row -> SimulatedKafka.partitionOf(row.key()) == mine).toList();
      // One leader may be well while another is slow to answer, or gone.
      int mood = random.nextInt(4);
      int there = mood < 3 ? sent.size() : random.nextInt(sent.size() + 1);
      int acknowledged = mood < 2 ? there : mood < 3 ? 0 : random.nextInt(there + 1);
      boolean comesLate = random.nextBoolean();
      for (int i = 0; i < sent.size(); i++) {
        if (i < there) {
          append(stored(sent.get(i), now));
        } else if (comesLate) {
          late.add(stored(sent.get(i), now));
        }
        answers.answer(
            rows.indexOf(sent.get(i)), i < acknowledged ? null : new TimeoutException("no answer"));
      }
      told.append(
          " p%d: %d sent, %d there, %d acknowledged"
              .formatted(partition, sent.size(), there, acknowledged));
    }
    Settlement settlement = answers.settlement();
    wasAway = settlement.published().size() < rows.size();
    settle(settlement);
    return told.append(wasAway ? "" : ", all").toString();
  }

  private void send(List<OutboxRow> rows, int there, int acknowledged, Instant now) {
    AnsweredRows answers = new AnsweredRows(rows);
    rows.subList(0, there).forEach(row -> append(stored(row, now)));
    for (int i = 0; i < acknowledged; i++) {
      answers.answer(i, null);
    }
    settle(answers.settlement());
    if (wasAway) {
      wasAway = false;
      gateway.running().control().requestSnapshot();
    }
    late.forEach(this::append);
    late.clear();
  }

  private void settle(Settlement settlement) {
    if (settlement.published().isEmpty()) {
      return;
    }
    try {
      outbox().settle(settlement);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<OutboxRow> waiting(int rows) {
    try {
      return outbox().waiting(rows, 4 << 20);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outbox outbox() {
    return gateway.running().outbox();
  }

  private void append(Stored record) {
    kafka.append(Topics.FINDINGS.name(), SimulatedKafka.partitionOf(record.key()), record);
  }

  private Stored stored(OutboxRow row, Instant now) {
    RecordSignature.Signed signed =
        RecordSignature.sign(
            key, row.topic(), row.key(), outbox().epoch(), row.sequence(), row.value());
    RecordHeaders headers = new RecordHeaders();
    headers.add(RecordSignature.GATEWAY_HEADER, signed.gatewayHeader());
    headers.add(RecordSignature.EPOCH_HEADER, signed.epochHeader());
    headers.add(RecordSignature.SEQUENCE_HEADER, signed.sequenceHeader());
    headers.add(RecordSignature.KEY_VERSION_HEADER, signed.keyVersionHeader());
    headers.add(RecordSignature.MAC_HEADER, signed.mac());
    return new Stored(row.key(), row.value(), headers, now);
  }
}
