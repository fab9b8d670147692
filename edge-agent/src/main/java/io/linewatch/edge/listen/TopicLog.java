package io.linewatch.edge.listen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Topics as they are heard; bounded by {@link #MAX_TOPICS}, {@link #MAX_TOPIC} and {@link
 * #MAX_KEPT_BYTES}, about 25 MB at worst, and says what it could not keep. Any thread.
 */
public final class TopicLog {
  /** Topics beyond are counted and not kept. */
  public static final int MAX_TOPICS = 5_000;

  /** Topics with longer names, in characters, are counted and not kept. */
  public static final int MAX_TOPIC = 1_024;

  /**
   * Of a longer payload only what it seems to be is kept, as it was when the topic was first heard.
   */
  static final int MAX_KEPT_BYTES = 2_048;

  private static final int SAMPLE = 100;

  /**
   * One topic.
   *
   * @param number of its own; the first that was heard has 1
   * @param perSecond messages a second between the first and the last; 0 when only one came
   * @param sample beginning of the last payload, printable
   * @param last when the last message came
   */
  public record Heard(
      int number,
      String topic,
      long messages,
      double perSecond,
      String sample,
      FormatGuess format,
      Instant last) {}

  private static final class Count {
    private final int number;
    private final Instant first;
    private long messages;
    private Instant last;
    private byte[] payload = {};
    private String sample = "";
    private @Nullable FormatGuess ofLarge;

    private Count(int number, Instant first) {
      this.number = number;
      this.first = first;
      this.last = first;
    }
  }

  private final Map<String, Count> topics = new TreeMap<>();
  private long beyond;

  /** The payload is not copied: nobody may write to it. */
  public synchronized void take(String topic, byte[] payload, Instant arrival) {
    Count count = topics.get(topic);
    if (count == null) {
      if (topics.size() >= MAX_TOPICS || topic.length() > MAX_TOPIC) {
        beyond++;
        return;
      }
      count = new Count(topics.size() + 1, arrival);
      topics.put(topic, count);
    }
    count.messages++;
    count.last = arrival;
    if (payload.length <= MAX_KEPT_BYTES) {
      count.payload = payload;
      count.ofLarge = null;
    } else {
      count.payload = new byte[0];
      count.sample = printable(payload);
      if (count.ofLarge == null) {
        count.ofLarge = FormatGuess.of(topic, payload);
      }
    }
  }

  /** All that was heard, by topic. */
  public synchronized List<Heard> heard() {
    List<Heard> heard = new ArrayList<>();
    topics.forEach((topic, count) -> {
      double seconds = Duration.between(count.first, count.last).toMillis() / 1000.0;
      FormatGuess large = count.ofLarge;
      heard.add(
          new Heard(
              count.number,
              topic,
              count.messages,
              seconds > 0 ? (count.messages - 1) / seconds : 0,
              large == null ? printable(count.payload) : count.sample,
              large == null ? FormatGuess.of(topic, count.payload) : large,
              count.last));
    });
    return heard;
  }

  /** How many topics are kept. */
  public synchronized int size() {
    return topics.size();
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
