package io.linewatch.system.simulation;

import io.linewatch.central.feed.FeedCursor;
import io.linewatch.central.feed.FeedItem;
import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feed.FeedSubscriber;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The live feed over all partitions, a page that follows it, and one that was just opened. */
final class SimulatedFeed {
  private final SimulatedKafka kafka;
  private final SimulatedHistory history;
  private final FeedLog log = new FeedLog(FeedLog.DEFAULT_CAPACITY);
  private final FeedSubscriber page;
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Map<Integer, Long> pageNext = new HashMap<>();

  SimulatedFeed(SimulatedKafka kafka, SimulatedHistory history) {
    this.kafka = kafka;
    this.history = history;
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      log.startAt(partition, 0, true);
    }
    page = log.subscribe(FeedCursor.of(Map.of())).orElseThrow();
  }

  void follow(int atMost) {
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      List<AlertEvent> alerts = kafka.alerts(partition);
      int from = next.getOrDefault(partition, 0);
      int to = (int) Math.min(alerts.size(), (long) from + atMost);
      for (int offset = from; offset < to; offset++) {
        log.append(new AlertItem(partition, offset, alerts.get(offset)));
      }
      next.put(partition, to);
    }
  }

  List<Alert> view() {
    return log.view(history::snapshot).alerts();
  }

  /** Why a page does not show what the log says; empty when it does. */
  String difference() {
    try {
      FeedItem item = page.take(Duration.ZERO);
      while (item instanceof AlertItem alert) {
        long expected = pageNext.merge(alert.partition(), 1L, Long::sum) - 1;
        if (alert.offset() != expected) {
          return "the page got offset %d instead of %d".formatted(alert.offset(), expected);
        }
        item = page.take(Duration.ZERO);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    FeedLog.View opened = log.view(history::snapshot);
    Map<String, Alert> expected = new HashMap<>();
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      long end = opened.cursor().at(partition);
      for (AlertEvent event : kafka.alerts(partition).subList(0, (int) end)) {
        expected.put(event.alert().id(), event.alert());
      }
    }
    expected.values().removeIf(alert -> !FeedLog.isShown(alert));
    Set<Alert> shown = new HashSet<>(opened.alerts());
    return shown.equals(new HashSet<>(expected.values()))
        ? ""
        : "a page that was just opened shows what the log does not say";
  }
}
