package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.sparkplug.Birth.Definition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a node and its devices were born with, and their messages read by it. Knows nothing of
 * sessions and order. One thread at a time.
 */
final class NodeBirths {
  /** Key of the node's own birth among those of its devices, which have names. */
  static final String ITSELF = "";

  private final String key;
  private final NodeSession.Surroundings around;
  private final Map<String, Birth> births = new LinkedHashMap<>();

  NodeBirths(String key, NodeSession.Surroundings around) {
    this.key = key;
    this.around = around;
  }

  int metrics() {
    return births.values().stream().mapToInt(Birth::size).sum();
  }

  void clear() {
    births.clear();
  }

  /** Each that was born, and whether it still lives. */
  void forEach(BiConsumer<String, Boolean> each) {
    births.forEach((device, birth) -> each.accept(device, birth.online()));
  }

  String topic(String device) {
    String node = SparkplugTopic.NAMESPACE + "/" + key;
    return device.isEmpty() ? node : node + "/" + device;
  }

  /** False when there is no room for it; why is told. */
  boolean define(String device, SparkplugMessage message, Instant now) {
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

  /** False when something in it was never born; that it was asked for is told. */
  boolean update(String device, SparkplugMessage message, Instant now) {
    Birth birth = births.get(device);
    if (birth == null || !birth.online()) {
      refuse(
          RejectionReason.BIRTH_UNSEEN,
          message,
          "the birth of device '" + device + "' was not seen; a rebirth is asked for");
      return false;
    }
    boolean known = true;
    SampleReader reader = reader(message, false, now);
    for (Metric metric : message.payload().metrics()) {
      Definition definition = birth.find(metric);
      if (definition == null) {
        refuse(
            RejectionReason.UNKNOWN_METRIC,
            message,
            "metric " + metric.label() + " was never born; a rebirth is asked for");
        known = false;
      } else {
        reader.add(metric, definition);
      }
    }
    hand(device, reader.samples(), now);
    return known;
  }

  /** A device says that it is gone: its values once more, as bad. */
  void die(String device, Instant now) {
    Birth birth = births.get(device);
    if (birth != null && birth.online()) {
      hand(device, birth.stale(now), now);
      birth.die();
    }
  }

  /** Every value of those who live once more, as bad. */
  void stale(Instant now) {
    births.forEach((device, birth) -> {
      if (birth.online()) {
        hand(device, birth.stale(now), now);
      }
    });
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

  private void refuse(RejectionReason reason, SparkplugMessage message, String detail) {
    around.refused(reason, message.name(), detail);
  }
}
