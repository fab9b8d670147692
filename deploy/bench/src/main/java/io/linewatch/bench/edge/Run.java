package io.linewatch.bench.edge;

import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.publish.Sent;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.Sending;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One load on one consumer, measured from outside.
 *
 * @param sent messages the broker took
 * @param handled messages the consumer counted
 * @param seconds from the first message sent to the last one handled
 * @param cpuMicros of the consumer until all of it was done, also what goes on to Kafka
 * @param rssMebibytes of the consumer at the end
 * @param counts of the consumer's own, of this run alone
 */
record Run(
    long sent,
    long handled,
    double seconds,
    double cpuMicros,
    double rssMebibytes,
    Map<String, Long> counts) {
  private static final long POLL_MILLIS = 50;
  private static final Duration STALLED = Duration.ofSeconds(5);
  private static final Duration SETTLES = Duration.ofSeconds(20);

  double perSecond() {
    return handled / seconds;
  }

  double cpuMicrosPerMessage() {
    return cpuMicros / handled;
  }

  double perCpuSecond() {
    return handled / cpuMicros * 1e6;
  }

  /** Sends a plan to a consumer and waits until all is done, or nothing moves any more. */
  static Run of(BenchSystem bench, Consumer consumer, LoadPlan plan)
      throws IOException, InterruptedException {
    Map<String, Long> countsBefore = consumer.counts();
    long before = consumer.handled();
    ProcessUsage usedBefore = ProcessUsage.of(consumer.process().pid());
    Sending sending = Sending.start(bench, plan);
    long handled = 0;
    long lastMoved = System.nanoTime();
    long endMillis = 0;
    while (handled < plan.messages()) {
      Thread.sleep(POLL_MILLIS);
      long now = consumer.handled() - before;
      if (now > handled || !sending.ended()) {
        lastMoved = System.nanoTime();
      }
      endMillis = now > handled ? System.currentTimeMillis() : endMillis;
      handled = now;
      if (consumer.process().hasDied()) {
        throw new StartFailed(consumer.process().obituary());
      }
      if (System.nanoTime() - lastMoved > STALLED.toNanos()) {
        break;
      }
    }
    Sent sent = sending.await();
    settle(consumer);
    ProcessUsage used = ProcessUsage.of(consumer.process().pid());
    return new Run(
        sent.messages(),
        handled,
        Math.max(1, endMillis - sent.firstMillis()) / 1000.0,
        used.cpuMicros() - usedBefore.cpuMicros(),
        used.rssMebibytes(),
        difference(consumer.counts(), countsBefore));
  }

  private static void settle(Consumer consumer) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLES.toNanos();
    while (!consumer.settled() && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
    Map<String, Long> counts = new LinkedHashMap<>();
    now.forEach((name, count) -> counts.put(name, count - before.getOrDefault(name, 0L)));
    return counts;
  }
}
