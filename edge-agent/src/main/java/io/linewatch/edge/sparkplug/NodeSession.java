package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One edge node as a host application knows it: born or not, what its metrics are, and the order of
 * its messages. One thread at a time.
 */
final class NodeSession {
  /** What the session as a whole allows and takes. */
  interface Surroundings {
    void samples(DeviceSamples samples);

    void refused(RejectionReason reason, String topic, String detail);

    void requestRebirth(String nodeKey);

    /** How many metrics may still be born, over all nodes. */
    int room();
  }

  private enum State {
    /** Nobody has seen its birth, or what was seen no longer holds. */
    UNBORN,
    ONLINE,
    /** It said so itself, or its broker did. */
    OFFLINE
  }

  private final String key;
  private final Surroundings around;
  private final SequenceOrder order;
  private final NodeBirths births;
  private State state = State.UNBORN;
  private @Nullable Long bdSeq;
  private final RebirthTiming rebirth = new RebirthTiming();

  NodeSession(String key, Duration reorderTimeout, Surroundings around) {
    this.key = key;
    this.around = around;
    this.order = new SequenceOrder(reorderTimeout);
    this.births = new NodeBirths(key, around);
  }

  /** How many metrics it was born with, its devices' too. */
  int metrics() {
    return births.metrics();
  }

  int waiting() {
    return order.waiting();
  }

  void take(SparkplugMessage message, Instant now) {
    switch (message.topic().verb()) {
      case NBIRTH -> bear(message, now);
      case NDEATH -> end(message, now);
      case DBIRTH, DDEATH, NDATA, DDATA -> sort(message, now);
      case NCMD, DCMD -> {}
    }
  }

  /** A birth of the node begins a session: devices must be born anew, and the order starts here. */
  private void bear(SparkplugMessage message, Instant now) {
    Long seq = seq(message);
    if (seq == null) {
      return;
    }
    bdSeq = message.payload().number("bdSeq");
    if (bdSeq == null) {
      refuse(
          RejectionReason.MISSING_SEQUENCE,
          message,
          "the NBIRTH has no bdSeq: a death of this node can be taken for an old one");
    }
    births.clear();
    order.begin(seq);
    rebirth.settle();
    state = births.define(NodeBirths.ITSELF, message, now) ? State.ONLINE : State.UNBORN;
  }

  private void end(SparkplugMessage message, Instant now) {
    Long told = message.payload().number("bdSeq");
    if (state != State.ONLINE) {
      state = State.OFFLINE;
      rebirth.settle();
      return;
    }
    boolean ofThisLife = told == null ? bdSeq == null : told.equals(bdSeq);
    if (!ofThisLife) {
      refuse(
          RejectionReason.OLD_DEATH,
          message,
          "bdSeq is " + told + ", the node was born with " + bdSeq + ": its last life ended");
      return;
    }
    births.stale(now);
    state = State.OFFLINE;
    order.stop();
  }

  /** Everything else stands in an order, and means nothing before the birth. */
  private void sort(SparkplugMessage message, Instant now) {
    if (state != State.ONLINE) {
      refuse(
          RejectionReason.BIRTH_UNSEEN,
          message,
          "the birth of node " + key + " was not seen; a rebirth is asked for");
      needRebirth(now);
      return;
    }
    Long seq = seq(message);
    if (seq == null) {
      needRebirth(now);
      return;
    }
    SequenceOrder.Verdict verdict = order.accept(seq, message, now);
    if (verdict == SequenceOrder.Verdict.LATE) {
      refuse(
          RejectionReason.OUT_OF_ORDER,
          message,
          "seq " + seq + " was here before, or comes too late; next is " + order.next());
    } else if (verdict == SequenceOrder.Verdict.FULL) {
      lose(now, "too much waits for seq " + order.next());
    }
    for (SparkplugMessage due = order.poll(now); due != null; due = order.poll(now)) {
      apply(due, now);
    }
  }

  private @Nullable Long seq(SparkplugMessage message) {
    Long seq = message.payload().seq();
    if (seq == null || seq < 0 || seq > SequenceOrder.LAST) {
      refuse(RejectionReason.MISSING_SEQUENCE, message, "seq must be from 0 to 255, and is " + seq);
      return null;
    }
    return seq;
  }

  private void apply(SparkplugMessage message, Instant now) {
    String device = message.topic().device();
    switch (message.topic().verb()) {
      case DBIRTH -> {
        if (device != null) {
          var _ = births.define(device, message, now);
        }
      }
      case DDEATH -> {
        if (device != null) {
          births.die(device, now);
        }
      }
      default -> {
        if (!births.update(device == null ? NodeBirths.ITSELF : device, message, now)) {
          needRebirth(now);
        }
      }
    }
  }

  /** What time alone brings about: a gap that was not filled, a rebirth to be asked for again. */
  void tick(Instant now) {
    if (state == State.ONLINE && order.timedOut(now)) {
      lose(now, "seq " + order.next() + " did not come in time");
    }
    if (rebirth.wanted()) {
      needRebirth(now);
    }
  }

  /**
   * Messages are missing, and one of them may have been a birth: nothing after them can be read.
   */
  private void lose(Instant now, String why) {
    around.refused(
        RejectionReason.SEQUENCE_GAP,
        births.topic(NodeBirths.ITSELF),
        why + "; " + order.waiting() + " later messages are dropped, a rebirth is asked for");
    forget(now);
    needRebirth(now);
  }

  /** Its session cannot be followed any more: all it said is stale until it is born again. */
  void forget(Instant now) {
    if (state == State.ONLINE) {
      births.stale(now);
      state = State.UNBORN;
      rebirth.restart();
    }
    order.stop();
  }

  private void needRebirth(Instant now) {
    if (rebirth.due(now)) {
      around.requestRebirth(key);
    }
  }

  /** Topics whose values are stale, each with the reason; empty when all is well. */
  Map<String, String> stale() {
    Map<String, String> stale = new LinkedHashMap<>();
    births.forEach((device, online) -> {
      String who =
          device.isEmpty() ? "Sparkplug node " + key : "Sparkplug device " + key + "/" + device;
      if (state == State.OFFLINE) {
        stale.put(births.topic(device), who + " is stale: its node has died. Look after the node.");
      } else if (state == State.UNBORN) {
        stale.put(
            births.topic(device),
            who + " is stale until its node is born again; that was asked for.");
      } else if (!online) {
        stale.put(births.topic(device), who + " is stale: it has died. Look after the device.");
      }
    });
    return stale;
  }

  private void refuse(RejectionReason reason, SparkplugMessage message, String detail) {
    around.refused(reason, message.name(), detail);
  }
}
