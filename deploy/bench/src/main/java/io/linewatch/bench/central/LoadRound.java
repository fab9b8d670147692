package io.linewatch.bench.central;

import io.linewatch.bench.central.StoredProgress.Rows;
import io.linewatch.domain.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One contender works off one backlog. Timed from when it has committed its first rows, as many as
 * java needs to compile what is used, and all of it has started, until the last row is committed in
 * PostgreSQL and the last event is in the feed; the rate is of what was done in between. Then
 * everything is counted. One thread.
 */
final class LoadRound {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final StoredProgress stored;
  private final long brokerPid;
  private final long databasePid;

  LoadRound(StoredProgress stored, long brokerPid, long databasePid) {
    this.stored = stored;
    this.brokerPid = brokerPid;
    this.databasePid = databasePid;
  }

  /** What is in the backlog. */
  enum Kind {
    FINDINGS,
    SERIES
  }

  /**
   * @param programCpuMicros CPU time a record, like the two that follow
   * @param wrong whatever was not as sent, in words; empty when nothing was lost or doubled
   */
  record Result(
      String contender,
      double perSecond,
      double programCpuMicros,
      double brokerCpuMicros,
      double databaseCpuMicros,
      List<String> wrong) {
    double cpuMicros() {
      return programCpuMicros + brokerCpuMicros + databaseCpuMicros;
    }
  }

  private record Cpu(double program, double broker, double database) {}

  /**
   * @param count records in the backlog
   * @param warmUp records that are worked off before the timing begins
   * @param end sum of the end offsets of the backlog's topic
   */
  Result run(Contender contender, Kind kind, int count, long warmUp, long end) throws Exception {
    String topic = kind == Kind.FINDINGS ? Topics.FINDINGS.name() : Topics.SERIES.name();
    boolean known = stored.isThere();
    Rows before = known ? stored.rows() : new Rows(0, 0, 0);
    long from = known ? stored.offset(topic) : 0;
    long alertsFrom = known ? stored.offset(contender.tables().alerts()) : 0;
    contender.start();
    try {
      await("the first commit", () -> stored.isThere() && stored.offset(topic) > from);
      contender.awaitReady();
      // Alerts are the last to be stored: what they have reached is done.
      String last = kind == Kind.FINDINGS ? contender.tables().alerts() : topic;
      long lastFrom = kind == Kind.FINDINGS ? alertsFrom : from;
      await("the warm-up", () -> stored.offset(last) - lastFrom >= warmUp);
      long early =
          kind == Kind.FINDINGS
              ? stored.rows().events() - before.events()
              : stored.offset(topic) - from;
      long began = System.nanoTime();
      Cpu start = cpu(contender);
      await(topic + " in PostgreSQL", () -> stored.offset(topic) >= end);
      if (kind == Kind.FINDINGS) {
        await(
            "all alerts in PostgreSQL",
            () ->
                stored.offset(contender.tables().alerts()) >= alertsFrom + count
                    && stored.rows().events() - before.events() >= count);
        await("all alerts in the feed", () -> contender.fed() >= count);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      Cpu stop = cpu(contender);
      long timed = count - early;
      return new Result(
          contender.name(),
          timed / seconds,
          1e6 * (stop.program() - start.program()) / timed,
          1e6 * (stop.broker() - start.broker()) / timed,
          1e6 * (stop.database() - start.database()) / timed,
          wrong(contender, kind, count, stored.rows().minus(before)));
    } finally {
      contender.stop();
    }
  }

  private static List<String> wrong(Contender contender, Kind kind, int count, Rows made)
      throws Exception {
    List<String> wrong = new ArrayList<>(contender.refusals());
    Rows wanted = kind == Kind.FINDINGS ? new Rows(count, count, 0) : new Rows(0, 0, count);
    if (!made.equals(wanted)) {
      wrong.add("rows " + made + " instead of " + wanted);
    }
    if (kind == Kind.FINDINGS && contender.fed() != count) {
      wrong.add("the feed took " + contender.fed() + " events instead of " + count);
    }
    return wrong;
  }

  private Cpu cpu(Contender contender) throws IOException {
    return new Cpu(
        CpuMeter.seconds(contender.pid()),
        CpuMeter.seconds(brokerPid),
        CpuMeter.seconds(databasePid));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("after " + PATIENCE + " not yet: " + what);
      }
      Thread.sleep(POLL);
    }
  }
}
