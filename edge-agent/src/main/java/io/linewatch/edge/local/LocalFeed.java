package io.linewatch.edge.local;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns at the line with no network beyond it: every statement once it is safe, and each active
 * condition as a retained message, so that a lamp or a panel that starts late sees what holds now.
 * Statements wait in a bounded queue while the broker is away, the oldest are dropped and counted;
 * conditions are never dropped, the last word on each is kept.
 */
public final class LocalFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalFeed.class);
  private static final int MAX_WAITING = 1000;

  /** A snapshot of a large line may be a megabyte, so their number alone is no bound. */
  static final long MAX_WAITING_BYTES = 4 << 20;

  private static final byte[] CLEARED = {};
  private static final long PAUSE_MILLIS = 500;

  private final String gateway;
  private final FeedConnection connection;
  private final Counter dropped;
  private final Counter published;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<byte[]> statements = new ArrayDeque<>();
  private long waitingBytes;

  /** Retained messages that the broker should hold, by topic. */
  private final Map<String, byte[]> active = new HashMap<>();

  /** Line of each topic in {@link #active}. */
  private final Map<String, String> lines = new HashMap<>();

  /** Topics whose retained message at the broker may differ, with what it should be. */
  private final Map<String, byte[]> dirty = new LinkedHashMap<>();

  private volatile boolean stopping;

  public LocalFeed(String gateway, FeedConnection connection, MeterRegistry metrics) {
    this.gateway = gateway;
    this.connection = connection;
    this.dropped =
        Counter.builder("linewatch.local.feed.dropped")
            .description("statements dropped because the line's broker was away too long")
            .register(metrics);
    this.published = Counter.builder("linewatch.local.feed.published").register(metrics);
    Gauge.builder("linewatch.local.feed.waiting", this, LocalFeed::waiting).register(metrics);
    Gauge.builder("linewatch.local.feed.waiting.bytes", this, LocalFeed::waitingBytes)
        .description("of statements that wait for the line's broker; bound " + MAX_WAITING_BYTES)
        .register(metrics);
    this.thread = Thread.ofPlatform().name("local-feed").unstarted(this::run);
  }

  public void start() {
    connection.start(this::repeatConditions);
    thread.start();
  }

  /** Why the line is not warned and what to do; empty when it is. */
  public String problem() {
    return connection.problem();
  }

  /** Takes a statement after its commit. Never blocks; any thread. */
  public void accept(Statement statement) {
    byte[] payload = Topics.FINDINGS.codec().encode(statement);
    lock.lock();
    try {
      note(statement, payload);
      statements.add(payload);
      waitingBytes += payload.length;
      while (statements.size() > MAX_WAITING
          || (waitingBytes > MAX_WAITING_BYTES && statements.size() > 1)) {
        waitingBytes -= statements.removeFirst().length;
        dropped.increment();
      }
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Conditions that were active when the agent started. */
  public void restore(Iterable<ConditionFinding> conditions) {
    for (ConditionFinding finding : conditions) {
      byte[] payload = Topics.FINDINGS.codec().encode(finding);
      lock.lock();
      try {
        hold(topic(finding.detector()), finding.line(), payload);
      } finally {
        lock.unlock();
      }
    }
  }

  private void note(Statement statement, byte[] payload) {
    switch (statement) {
      case ConditionFinding finding -> {
        boolean over = finding.kind() == Decision.Kind.CLEARED;
        hold(topic(finding.detector()), finding.line(), over ? null : payload);
      }
      case GatewayFinding finding ->
          hold(topic(finding), finding.line(), finding.active() ? payload : null);
      case ConditionSnapshot snapshot -> keepOnly(snapshot);
      case GapFinding _ -> {}
    }
  }

  /** What a snapshot does not name is over, such as a condition whose policy was removed. */
  private void keepOnly(ConditionSnapshot snapshot) {
    Set<String> named = new HashSet<>();
    snapshot.active().forEach(finding -> named.add(topic(finding.detector())));
    snapshot.activeGateway().forEach(finding -> named.add(topic(finding)));
    for (String topic : Set.copyOf(active.keySet())) {
      if (snapshot.line().equals(lines.get(topic)) && !named.contains(topic)) {
        hold(topic, snapshot.line(), null);
      }
    }
  }

  private void hold(String topic, String line, byte @Nullable [] payload) {
    if (payload == null) {
      active.remove(topic);
      lines.remove(topic);
      dirty.put(topic, CLEARED);
    } else {
      active.put(topic, payload);
      lines.put(topic, line);
      dirty.put(topic, payload);
    }
    work.signal();
  }

  private String topic(DetectorId detector) {
    return MqttTopics.condition(gateway, detector);
  }

  private String topic(GatewayFinding finding) {
    String kind = finding.kind().name().toLowerCase(java.util.Locale.ROOT);
    String subject = finding.subject().replaceAll("[/+#\\x00]", "-");
    return MqttTopics.condition(
        gateway, finding.asset(), subject.isEmpty() ? kind : kind + ":" + subject);
  }

  /** A broker that lost its retained messages gets them again. */
  private void repeatConditions() {
    lock.lock();
    try {
      active.forEach(dirty::putIfAbsent);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        if (!publishNext()) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      log.debug("local feed ends by interrupt");
    }
  }

  /** A message to send; {@code topic} is null for a statement. */
  private record Next(@Nullable String topic, byte[] payload) {}

  private boolean publishNext() throws InterruptedException {
    Next next = next();
    if (next == null) {
      return connection.connected();
    }
    String topic = next.topic();
    try {
      connection.publish(
          topic == null ? MqttTopics.findings(gateway) : topic, next.payload(), topic != null);
      published.increment();
      sent(next);
      return true;
    } catch (IOException e) {
      log.debug("local feed waits: {}", e.getMessage());
      return false;
    }
  }

  private @Nullable Next next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
      while (dirty.isEmpty() && statements.isEmpty() && left > 0) {
        left = work.awaitNanos(left);
      }
      if (!connection.connected()) {
        return null;
      }
      for (Map.Entry<String, byte[]> condition : dirty.entrySet()) {
        return new Next(condition.getKey(), condition.getValue());
      }
      byte[] statement = statements.peek();
      return statement == null ? null : new Next(null, statement);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out what was sent, unless something newer stands there by now. */
  private void sent(Next next) {
    lock.lock();
    try {
      if (next.topic() != null) {
        dirty.remove(next.topic(), next.payload());
      } else if (Arrays.equals(statements.peek(), next.payload())) {
        waitingBytes -= statements.remove().length;
      }
    } finally {
      lock.unlock();
    }
  }

  private long waitingBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }

  private int waiting() {
    lock.lock();
    try {
      return statements.size() + dirty.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(1000);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(2000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
