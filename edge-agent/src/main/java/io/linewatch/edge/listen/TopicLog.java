package io.linewatch.edge.listen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Topics as they are heard; bounded, and says what it could not keep. Any thread. */
public final class TopicLog {
  /** Topics beyond are counted and not kept. */
  public static final int MAX_TOPICS = 5_000;

  private static final int SAMPLE = 100;

  /**
   * One topic.
   *
   * @param perSecond messages a second between the first and the last; 0 when only one came
   * @param sample beginning of the last payload, printable
   */
  public record Heard(
      String topic, long messages, double perSecond, String sample, FormatGuess format) {}

  private static final class Count {
    private long messages;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private byte[] payload = {};
  }

  private final Map<String, Count> topics = new TreeMap<>();
  private long beyond;

  public synchronized void take(String topic, byte[] payload, Instant arrival) {
    Count count = topics.get(topic);
    if (count == null) {
      if (topics.size() >= MAX_TOPICS) {
        beyond++;
        return;
      }
      count = new Count();
      count.first = arrival;
      topics.put(topic, count);
    }
    count.messages++;
    count.last = arrival;
    count.payload = payload;
  }

  /** All that was heard, by topic. */
  public synchronized List<Heard> heard() {
    List<Heard> heard = new ArrayList<>();
    topics.forEach((topic, count) -> {
      double seconds = Duration.between(count.first, count.last).toMillis() / 1000.0;
      heard.add(
          new Heard(
              topic,
              count.messages,
              seconds > 0 ? (count.messages - 1) / seconds : 0,
              printable(count.payload),
              FormatGuess.of(topic, count.payload)));
    });
    return heard;
  }

  /** Messages on topics that were not kept. */
  public synchronized long beyond() {
    return beyond;
  }

  private static String printable(byte[] payload) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(SAMPLE, payload.length); i++) {
      char c = (char) (payload[i] & 0xFF);
      text.append(c >= ' ' && c < 0x7F ? c : '.');
    }
    return text.toString();
  }
}
