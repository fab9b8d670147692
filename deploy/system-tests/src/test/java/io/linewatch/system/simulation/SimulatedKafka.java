package io.linewatch.system.simulation;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;

/** Committed records of every partition, in order. What a line's records go to is fixed. */
final class SimulatedKafka {
  static final int PARTITIONS = 2;

  /** One record; its offset is its place in the list. */
  record Stored(String key, byte[] value, Headers headers, Instant time) {}

  private final Map<String, List<List<Stored>>> logs = new HashMap<>();
  private final List<DesiredState> desiredStates = new ArrayList<>();
  private final Map<Integer, List<AlertEvent>> alerts = new HashMap<>();

  SimulatedKafka() {
    Topics.all()
        .forEach(topic -> {
          List<List<Stored>> partitions = new ArrayList<>();
          for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
          }
          logs.put(topic.name(), partitions);
        });
  }

  /** Two of the three lines share a partition, as some always do. */
  static int partitionOf(String line) {
    return line.equals(SimulatedPlant.LINE_A) ? 0 : 1;
  }

  void append(String topic, int partition, Stored stored) {
    log(topic, partition).add(stored);
  }

  List<Stored> log(String topic, int partition) {
    List<List<Stored>> partitions = logs.get(topic);
    if (partitions == null) {
      throw new IllegalArgumentException("no topic " + topic);
    }
    return partitions.get(partition);
  }

  /** Desired states stand in one partition here: every reader reads all of them. */
  List<Stored> desired() {
    return log(Topics.DESIRED.name(), 0);
  }

  /** The desired states, decoded once. */
  List<DesiredState> desiredStates() {
    return decoded(desired(), Topics.DESIRED.codec()::decode, desiredStates);
  }

  /** A partition's alert events, decoded once. */
  List<AlertEvent> alerts(int partition) {
    return decoded(
        log(Topics.ALERTS.name(), partition),
        Topics.ALERTS.codec()::decode,
        alerts.computeIfAbsent(partition, _ -> new ArrayList<>()));
  }

  private static <T> List<T> decoded(List<Stored> log, Function<byte[], T> decoder, List<T> soFar) {
    while (soFar.size() < log.size()) {
      soFar.add(decoder.apply(log.get(soFar.size()).value()));
    }
    return soFar;
  }
}
