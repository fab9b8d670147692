package io.linewatch.edge.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Plays one recording: original times in the messages, any speed on the wire. */
public final class Replayer {
  /** As fast as the broker takes it. */
  public static final double MAX_SPEED = Double.POSITIVE_INFINITY;

  private final CsvGuess guess;
  private final CsvRecording recording;
  private final ReplayTopics topics;
  private final ReplayTarget target;
  private final double speed;
  private final long fromRow;
  private final LongConsumer progress;

  private final Map<String, Long> skipped = new TreeMap<>();
  private long rows;
  private long messages;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long startNanos;

  /**
   * @param speed how many times faster than it was recorded
   * @param fromRow how many rows to leave out first
   * @param progress told how many rows were read, after every row
   */
  public Replayer(
      CsvGuess guess,
      CsvRecording recording,
      ReplayTopics topics,
      ReplayTarget target,
      double speed,
      long fromRow,
      LongConsumer progress) {
    this.guess = guess;
    this.recording = recording;
    this.topics = topics;
    this.target = target;
    this.speed = speed;
    this.fromRow = fromRow;
    this.progress = progress;
  }

  /**
   * @throws IllegalArgumentException when the text is neither {@code max} nor a positive number
   */
  public static double speed(String text) {
    if (text.equals("max")) {
      return MAX_SPEED;
    }
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && Double.isFinite(speed)) {
        return speed;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--speed must be max or a positive number, not '" + text + "'", e);
    }
    throw new IllegalArgumentException(
        "--speed must be max or a positive number, not '" + text + "'");
  }

  public ReplayResult play() throws IOException, UnreadableCsv, InterruptedException {
    startNanos = System.nanoTime();
    long read = 0;
    for (CsvRow row = recording.next(); row != null; row = recording.next()) {
      if (read >= fromRow) {
        publish(row);
      }
      progress.accept(++read);
    }
    target.flush();
    if (recording.skipped() > 0) {
      skipped.put("time cannot be read: " + recording.firstProblem(), recording.skipped());
    }
    return new ReplayResult(rows, messages, skipped, first, last);
  }

  private void publish(CsvRow row) throws IOException, InterruptedException {
    Instant time = Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS);
    Instant begin = first;
    if (begin == null) {
      begin = time;
      first = time;
    }
    waitFor(begin, time);
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("time", time.toString());
    int values = 0;
    for (int i = 0; i < row.values().length; i++) {
      double value = row.values()[i];
      String channel = guess.channels().get(i).channel();
      if (!Double.isFinite(value)) {
        skipped.merge("not a number in column '" + channel + "'", 1L, Long::sum);
        continue;
      }
      values++;
      if (topics.oneMessagePerChannel()) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        send(topics.topic(channel), one.put("value", value).put("time", time.toString()));
      } else {
        all.put(channel, value);
      }
    }
    if (values > 0 && !topics.oneMessagePerChannel()) {
      send(topics.pattern(), all);
    }
    rows++;
    last = time;
  }

  private void send(String topic, ObjectNode payload) throws IOException, InterruptedException {
    target.publish(topic, payload.toString().getBytes(StandardCharsets.UTF_8));
    messages++;
  }

  /** Waits until the row is due; a row whose time goes backwards is due at once. */
  private void waitFor(Instant begin, Instant time) throws InterruptedException {
    if (speed == MAX_SPEED) {
      return;
    }
    double dueNanos = ChronoUnit.MICROS.between(begin, time) * 1000.0 / speed;
    long left = (long) dueNanos - (System.nanoTime() - startNanos);
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
