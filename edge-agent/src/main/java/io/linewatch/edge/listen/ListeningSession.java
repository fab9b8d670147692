package io.linewatch.edge.listen;

import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears for a while what a broker carries, over a connection of its own: what the gateway decides
 * is not touched by it. One at a time, ends by itself. Any thread; a session has its own.
 */
public final class ListeningSession implements AutoCloseable {
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** More messages a second are left at the broker, which drops what is not fetched at QoS 0. */
  static final int MOST_PER_SECOND = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ListeningSession.class);
  private static final int MAX_FILTER = 1_024;

  /** Where sessions get their connections. */
  public interface Brokers {
    /** Ids of the connections whose brokers can be heard. */
    List<String> connections();

    /**
     * A connection to the same broker, at QoS 0, that shares nothing with the one that decides.
     *
     * @throws IOException when a file of its settings cannot be read
     */
    Intake open(String connection) throws IOException;
  }

  /**
   * What is heard now or was heard last.
   *
   * @param number of the session; 0 before the first
   * @param until when it ends or ended
   * @param problem what keeps it from being connected; empty when nothing does
   * @param slowed seconds in which more came than is taken
   */
  public record Heard(
      int number,
      boolean running,
      String connection,
      String filter,
      Instant began,
      Instant until,
      String problem,
      int topics,
      long beyond,
      long slowed) {}

  private final Brokers brokers;
  private final BooleanSupplier allowed;
  private final InstantSource clock;
  private final AtomicLong beyondBefore = new AtomicLong();
  private volatile @Nullable Run run;
  private int runs;

  /**
   * @param allowed false while the gateway has no power to spare: then no session begins, and a
   *     running one ends
   */
  public ListeningSession(
      Brokers brokers, BooleanSupplier allowed, MeterRegistry metrics, InstantSource clock) {
    this.brokers = brokers;
    this.allowed = allowed;
    this.clock = clock;
    Gauge.builder("linewatch.edge.listen.topics", this, ListeningSession::topics)
        .description("topics remembered for the status page; the bound is " + TopicLog.MAX_TOPICS)
        .register(metrics);
    FunctionCounter.builder("linewatch.edge.listen.beyond", this, ListeningSession::beyond)
        .description("messages on topics beyond that bound, or with a name too long")
        .register(metrics);
  }

  public List<String> connections() {
    return brokers.connections();
  }

  /**
   * Begins a session; one that runs ends. What the one before heard is forgotten.
   *
   * @return what stands in the way and what to do; empty when it began
   */
  public synchronized String start(String connection, String filter, Duration asked) {
    if (!brokers.connections().contains(connection)) {
      return "There is no connection '" + connection + "' in edge.yaml.";
    }
    String wrong = wrong(filter);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    if (!allowed.getAsBoolean()) {
      return "The gateway protects itself now and does not listen: see its findings.";
    }
    stop();
    Duration length = asked.compareTo(LONGEST) > 0 || asked.isNegative() ? LONGEST : asked;
    try {
      Run before = run;
      beyondBefore.addAndGet(before == null ? 0 : before.log.beyond());
      Run begun = new Run(++runs, connection, filter, length, brokers.open(connection));
      run = begun;
      begun.thread.start();
      return "";
    } catch (IOException unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
  }

  private static String wrong(String filter) {
    String[] levels = filter.split("/", -1);
    boolean right = !filter.isEmpty() && filter.length() <= MAX_FILTER;
    for (int i = 0; i < levels.length; i++) {
      String level = levels[i];
      boolean plain = level.chars().noneMatch(c -> c == '+' || c == '#' || c == 0);
      right &= plain || level.equals("+") || (level.equals("#") && i == levels.length - 1);
    }
    return right
        ? ""
        : "'" + filter + "' is no topic filter: '+' fills one level, '#' only the last.";
  }

  /** Ends the running session; what it heard stays. Waits until it has left the broker. */
  public synchronized void stop() {
    Run running = run;
    if (running != null) {
      running.ended.countDown();
      try {
        running.thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How it stands; null before the first session. */
  public @Nullable Heard now() {
    Run shown = run;
    return shown == null ? null : shown.heard();
  }

  /** The topics of the running session, or of the last. */
  public List<TopicLog.Heard> topics(int number) {
    Run shown = run;
    return shown == null || shown.number != number ? List.of() : shown.log.heard();
  }

  private int topics() {
    Run shown = run;
    return shown == null ? 0 : shown.log.size();
  }

  private double beyond() {
    Run shown = run;
    return (double) beyondBefore.get() + (shown == null ? 0 : shown.log.beyond());
  }

  @Override
  public void close() {
    stop();
  }

  private final class Run {
    private final int number;
    private final String connection;
    private final String filter;
    private final Intake intake;
    private final TopicLog log = new TopicLog();
    private final Instant began = clock.instant();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final long lengthNanos;
    private volatile Instant until;
    private volatile boolean running = true;
    private volatile String problem = "";
    private final AtomicLong slowed = new AtomicLong();

    // The connection's thread.
    private long second;
    private int inSecond;

    Run(int number, String connection, String filter, Duration length, Intake intake) {
      this.number = number;
      this.connection = connection;
      this.filter = filter;
      this.intake = intake;
      this.until = began.plus(length);
      this.lengthNanos = length.toNanos();
      this.thread = Thread.ofPlatform().name("listen-" + number).daemon().unstarted(this::listen);
    }

    private void listen() {
      try (intake) {
        intake.subscribe(List.of(filter));
        intake.start(this::take);
        long end = System.nanoTime() + lengthNanos;
        while (System.nanoTime() < end
            && allowed.getAsBoolean()
            && !ended.await(200, TimeUnit.MILLISECONDS)) {
          problem = intake.problem();
        }
        problem = intake.problem();
        // Nothing is left behind in the session the broker keeps.
        intake.subscribe(List.of());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException defect) {
        problem = "listening failed: " + defect;
        LOG.error("listening on '{}' failed", connection, defect);
      } finally {
        Instant now = clock.instant();
        until = now.isBefore(until) ? now : until;
        running = false;
      }
    }

    private void take(InboundMessage message) throws InterruptedException {
      log.take(message.topic(), message.payload(), message.arrival());
      long now = System.nanoTime();
      if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
        second = now;
        inSecond = 0;
      }
      inSecond++;
      if (inSecond == MOST_PER_SECOND) {
        slowed.incrementAndGet();
        var _ = ended.await(second + TimeUnit.SECONDS.toNanos(1) - now, TimeUnit.NANOSECONDS);
      }
    }

    private Heard heard() {
      return new Heard(
          number,
          running,
          connection,
          filter,
          began,
          until,
          problem,
          log.size(),
          log.beyond(),
          slowed.get());
    }
  }
}
