package io.linewatch.edge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.MqttRecords;
import io.linewatch.edge.outbox.StoredVerdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VerdictFeedTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final AssetPath CAPPER = AssetPath.of("s/a/l1/capper");

  /** Verdicts that are safe. */
  private static final class Rows implements VerdictFeed.Log {
    private final List<StoredVerdict> rows = new ArrayList<>();
    private long told;

    synchronized void add(PartVerdict verdict) {
      rows.add(new StoredVerdict(rows.size() + 1L, verdict));
    }

    @Override
    public synchronized List<StoredVerdict> untold(long told, int most) {
      this.told = Math.max(this.told, told);
      return rows.stream().filter(row -> row.number() > this.told).limit(most).toList();
    }

    synchronized long told() {
      return told;
    }
  }

  /** A broker that can be away. */
  private static final class Broker implements FeedConnection {
    final List<String> published = new CopyOnWriteArrayList<>();
    volatile boolean up = true;

    @Override
    public void start(Runnable onConnected) {}

    @Override
    public boolean connected() {
      return up;
    }

    @Override
    public String problem() {
      return up ? "" : "nobody listens there";
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained) throws IOException {
      if (!up) {
        throw new IOException("away");
      }
      assertThat(topic).isEqualTo("linewatch/gw/verdicts/s/a/l1/capper/cap");
      assertThat(retained).isFalse();
      PartVerdict verdict = MqttRecords.VERDICT.decode(payload);
      published.add(verdict.part() + " " + verdict.verdict());
    }

    @Override
    public void close() {}
  }

  private final Rows rows = new Rows();
  private final Broker broker = new Broker();

  private static PartVerdict verdict(String part, boolean inspected) {
    return new PartVerdict(
        "gw",
        CAPPER,
        "cap",
        part,
        inspected ? Verdict.OK : Verdict.NOT_INSPECTED,
        inspected ? null : NotInspected.TOO_LATE,
        "",
        inspected ? GateAction.PASS : GateAction.REJECT,
        false,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        T0,
        T0,
        T0.plusMillis(5),
        Duration.ofMillis(5),
        Duration.ofSeconds(1),
        null,
        null);
  }

  private VerdictFeed feed() {
    return new VerdictFeed(rows, broker, new SimpleMeterRegistry());
  }

  @Test
  void everyVerdictIsToldOnceAndInItsOrderWhileTheBrokerComesAndGoes() {
    try (VerdictFeed feed = feed()) {
      broker.up = false;
      feed.start();
      rows.add(verdict("P-1", true));
      rows.add(verdict("P-2", true));
      feed.wake();
      assertThat(rows.told()).isZero();
      broker.up = true;
      feed.wake();
      await().until(() -> rows.told() == 2);
      rows.add(verdict("P-3", true));
      feed.wake();
      await().until(() -> rows.told() == 3);

      assertThat(broker.published).containsExactly("P-1 OK", "P-2 OK", "P-3 OK");
    }
  }

  @Test
  void aDeadlineGoesAheadOfItsRowAndIsNotToldTwice() {
    try (VerdictFeed feed = feed()) {
      feed.start();
      PartVerdict late = verdict("P-1", false);
      feed.tellNow(late);
      await().until(() -> broker.published.size() == 1);
      rows.add(late);
      rows.add(verdict("P-2", true));
      feed.wake();
      await().until(() -> rows.told() == 2);

      assertThat(broker.published).containsExactly("P-1 NOT_INSPECTED", "P-2 OK");
    }
  }
}
