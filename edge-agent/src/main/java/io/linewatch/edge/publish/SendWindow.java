package io.linewatch.edge.publish;

import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Rows on their way and what the broker said to each. Written by Kafka's thread. */
final class SendWindow {
  private enum Answer {
    UNSENT,
    PENDING,
    PUBLISHED,
    REFUSED,
    FAILED
  }

  private final List<OutboxRow> rows;
  private final Answer[] answers;
  private final Map<Long, String> refusals = new HashMap<>();
  private int pending;
  private @Nullable Exception error;

  SendWindow(List<OutboxRow> rows) {
    this.rows = List.copyOf(rows);
    answers = new Answer[rows.size()];
    java.util.Arrays.fill(answers, Answer.UNSENT);
  }

  synchronized void sent(int index) {
    answers[index] = Answer.PENDING;
    pending++;
  }

  synchronized void answered(int index, @Nullable Exception failure) {
    if (answers[index] != Answer.PENDING) {
      return;
    }
    if (failure == null) {
      answers[index] = Answer.PUBLISHED;
    } else if (isForEver(failure)) {
      answers[index] = Answer.REFUSED;
      refusals.put(rows.get(index).sequence(), String.valueOf(failure.getMessage()));
    } else {
      answers[index] = Answer.FAILED;
      error = failure;
    }
    pending--;
    notifyAll();
  }

  /** Whether the record itself is at fault, so that no broker will ever take it. */
  private static boolean isForEver(Exception failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof SerializationException
        || failure instanceof InvalidTopicException;
  }

  /** Waits until every sent row is answered; false when the time is over first. */
  synchronized boolean await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (pending > 0) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  synchronized boolean complete() {
    return pending == 0;
  }

  /** Whether a row failed that has to be sent again. */
  synchronized boolean failed() {
    return error != null;
  }

  synchronized @Nullable Exception error() {
    return error;
  }

  /** What is certain now; a row without an answer is not mentioned and will be sent again. */
  synchronized Settlement settlement() {
    List<Long> published = new ArrayList<>();
    Map<String, Long> firstFailed = new HashMap<>();
    Map<String, Long> overtaken = new HashMap<>();
    for (int i = 0; i < answers.length; i++) {
      OutboxRow row = rows.get(i);
      switch (answers[i]) {
        case PUBLISHED -> {
          published.add(row.sequence());
          Long failed = firstFailed.get(row.topic());
          if (failed != null) {
            overtaken.put(row.topic(), failed);
          }
        }
        case PENDING, FAILED -> firstFailed.putIfAbsent(row.topic(), row.sequence());
        case UNSENT, REFUSED -> {}
      }
    }
    return new Settlement(published, refusals, overtaken);
  }
}
