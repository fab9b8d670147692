package io.linewatch.central.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for {@link HangingTransactions} as long as the program runs, on a thread of its own. Every
 * processor of a site may do so at once: an abort that comes twice does nothing.
 */
public final class TransactionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int ANSWER_MS = 10_000;

  private final Admin admin;
  private final HangingTransactions hanging;
  private final Counter aborted;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("transaction-watch").factory());
  private volatile int watched;
  private String lastProblem = ""; // the watch's thread only

  public TransactionWatch(Map<String, Object> clientProperties, MeterRegistry metrics) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS / 2);
    this.admin = Admin.create(properties);
    this.hanging = new HangingTransactions(new BrokerTransactions(admin));
    this.aborted = metrics.counter("linewatch.central.transactions.aborted");
    Gauge.builder("linewatch.central.transactions.open", this, watch -> watch.watched)
        .register(metrics);
  }

  /** Returns at once. */
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      for (OpenTransaction transaction : hanging.look(System.nanoTime())) {
        aborted.increment();
        LOG.warn(
            "{} held a transaction open since offset {} that no coordinator knows; aborted it, so"
                + " that committed records flow again; look at the broker's log for what befell it",
            transaction.partition(),
            transaction.startOffset());
      }
      watched = hanging.watched();
      lastProblem = "";
    } catch (RuntimeException e) {
      // Kafka that is away is told by all others; what it forbids is told once.
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem) && !thread.isShutdown()) {
        LOG.warn("hanging transactions cannot be looked for: {}", problem);
      }
      lastProblem = problem;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(2));
  }
}
