package io.linewatch.central.feed;

import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.metrics.CentralCounters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tails could not use: counted by topic and reason, the last one kept for health. History
 * and topology write the dead letters; the tails of several consoles would write them again.
 */
final class FeedRefusals {
  private static final Logger LOG = LoggerFactory.getLogger(FeedRefusals.class);

  private final CentralCounters counters;
  private volatile Seen seen = new Seen(0, "");

  private record Seen(long count, String last) {}

  FeedRefusals(CentralCounters counters) {
    this.counters = counters;
  }

  /** Any tail's thread. */
  synchronized void refuse(ConsumerRecord<?, ?> record, Refusal refusal) {
    String last =
        record.topic() + "-" + record.partition() + "@" + record.offset() + " " + refusal.text();
    counters.refused("feed", record.topic(), refusal.reason());
    seen = new Seen(seen.count() + 1, last);
    LOG.warn("not for the feed: {}", last);
  }

  /** To be appended to a health message; empty when nothing was refused. */
  String inWords() {
    Seen now = seen;
    return now.count() == 0
        ? ""
        : "; refused records since start: " + now.count() + ", the last " + now.last();
  }
}
