package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.sparkplug.Birth.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One edge node as a host application knows it: born or not, what its metrics are, and the order of
 * its messages. One thread at a time.
 */
final class NodeSession {
  /** Key of the node's own birth among those of its devices, which have names. */
  private static final String ITSELF = "";

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
  private final Map<String, Birth> births = new LinkedHashMap<>();
  private State state = State.UNBORN;
  private @Nullable Long bdSeq;
  private final RebirthTiming rebirth = new RebirthTiming();

  NodeSession(String key, Duration reorderTimeout, Surroundings around) {
    this.key = key;
    this.around = around;
    this.order = new SequenceOrder(reorderTimeout);
  }

  /** How many metrics it was born with, its devices' too. */
  int metrics() {
    return births.values().stream().mapToInt(Birth::size).sum();
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
    state = define(ITSELF, message, now) ? State.ONLINE : State.UNBORN;
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
    stale(now);
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
          var _ = define(device, message, now);
        }
      }
      case DDEATH -> {
        Birth birth = device == null ? null : births.get(device);
        if (device != null && birth != null && birth.online()) {
          hand(device, birth.stale(now), now);
          birth.die();
        }
      }
      default -> update(device == null ? ITSELF : device, message, now);
    }
  }

  private boolean define(String device, SparkplugMessage message, Instant now) {
    births.remove(device);
    if (message.payload().metrics().size() > around.room()) {
      refuse(
          RejectionReason.TOO_MANY,
          message,
          "its "
              + message.payload().metrics().size()
              + " metrics are more than this gateway has room for; name fewer groups");
      return false;
    }
    Birth birth = new Birth();
    SampleReader reader = reader(message, true, now);
    for (Metric metric : message.payload().metrics()) {
      if (!birth.define(metric)) {
        refuse(
            RejectionReason.UNKNOWN_METRIC,
            message,
            "metric " + metric.label() + " has no name, or its name or alias is taken");
        continue;
      }
      Definition definition = birth.find(metric);
      if (definition != null) {
        reader.add(metric, definition);
      }
    }
    births.put(device, birth);
    hand(device, reader.samples(), now);
    return true;
  }

  private void update(String device, SparkplugMessage message, Instant now) {
    Birth birth = births.get(device);
    if (birth == null || !birth.online()) {
      refuse(
          RejectionReason.BIRTH_UNSEEN,
          message,
          "the birth of device '" + device + "' was not seen; a rebirth is asked for");
      needRebirth(now);
      return;
    }
    SampleReader reader = reader(message, false, now);
    for (Metric metric : message.payload().metrics()) {
      Definition definition = birth.find(metric);
      if (definition == null) {
        refuse(
            RejectionReason.UNKNOWN_METRIC,
            message,
            "metric " + metric.label() + " was never born; a rebirth is asked for");
        needRebirth(now);
      } else {
        reader.add(metric, definition);
      }
    }
    hand(device, reader.samples(), now);
  }

  private SampleReader reader(SparkplugMessage message, boolean birth, Instant now) {
    return new SampleReader(
        message.payload(), birth, now, (reason, detail) -> refuse(reason, message, detail));
  }

  private void hand(String device, List<Sample> samples, Instant now) {
    if (!samples.isEmpty()) {
      around.samples(new DeviceSamples(topic(device), now, samples));
    }
  }

  private String topic(String device) {
    String node = SparkplugTopic.NAMESPACE + "/" + key;
    return device.isEmpty() ? node : node + "/" + device;
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
        topic(ITSELF),
        why + "; " + order.waiting() + " later messages are dropped, a rebirth is asked for");
    forget(now);
    needRebirth(now);
  }

  /** Its session cannot be followed any more: all it said is stale until it is born again. */
  void forget(Instant now) {
    if (state == State.ONLINE) {
      stale(now);
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

  private void stale(Instant now) {
    births.forEach((device, birth) -> {
      if (birth.online()) {
        hand(device, birth.stale(now), now);
      }
    });
  }

  /** Topics whose values are stale, each with the reason; empty when all is well. */
  Map<String, String> stale() {
    Map<String, String> stale = new LinkedHashMap<>();
    births.forEach((device, birth) -> {
      String who =
          device.isEmpty() ? "Sparkplug node " + key : "Sparkplug device " + key + "/" + device;
      if (state == State.OFFLINE) {
        stale.put(topic(device), who + " is stale: its node has died. Look after the node.");
      } else if (state == State.UNBORN) {
        stale.put(
            topic(device), who + " is stale until its node is born again; that was asked for.");
      } else if (!birth.online()) {
        stale.put(topic(device), who + " is stale: it has died. Look after the device.");
      }
    });
    return stale;
  }

  private void refuse(RejectionReason reason, SparkplugMessage message, String detail) {
    around.refused(reason, message.name(), detail);
  }
}
