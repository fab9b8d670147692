package io.linewatch.edge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.edge.outbox.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalFeedTest {
  private static final String CONDITION = MqttTopics.condition("gw-1", Samples.DETECTOR);

  private final Broker broker = new Broker();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private static final class Broker implements FeedConnection {
    final List<String> statements = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> retained = new ConcurrentHashMap<>();
    volatile boolean here;
    volatile Runnable onConnected = () -> {};

    @Override
    public void start(Runnable whenConnected) {
      onConnected = whenConnected;
    }

    void come() {
      here = true;
      onConnected.run();
    }

    @Override
    public boolean connected() {
      return here;
    }

    @Override
    public String problem() {
      return here ? "" : "away";
    }

    @Override
    public void publish(String topic, byte[] payload, boolean keep) throws IOException {
      if (!here) {
        throw new IOException("away");
      }
      if (!keep) {
        statements.add(topic);
      } else if (payload.length == 0) {
        retained.remove(topic);
      } else {
        retained.put(topic, payload);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void statementsAndConditionsReachTheLineAndASnapshotClearsWhatIsOver() {
    try (LocalFeed feed = new LocalFeed("gw-1", broker, metrics)) {
      feed.start();
      broker.come();
      feed.accept(Samples.finding("e", 1));
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.retained.containsKey(CONDITION));
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.statements.size() == 1);
      feed.accept(Samples.snapshot("e", 2));
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.retained.isEmpty());
    }
  }

  @Test
  void aBrokerThatComesBackEmptyGetsTheConditionsAgain() {
    try (LocalFeed feed = new LocalFeed("gw-1", broker, metrics)) {
      feed.restore(List.of(Samples.finding("e", 1)));
      feed.start();
      broker.come();
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.retained.containsKey(CONDITION));
      broker.here = false;
      broker.retained.clear();
      broker.come();
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.retained.containsKey(CONDITION));
    }
  }

  @Test
  void withTheBrokerAwayTheOldestStatementsAreDroppedAndCounted() {
    try (LocalFeed feed = new LocalFeed("gw-1", broker, metrics)) {
      feed.start();
      for (int i = 0; i < 1200; i++) {
        feed.accept(Samples.finding("e", i));
      }
      assertThat(metrics.counter("linewatch.local.feed.dropped").count()).isEqualTo(200);
      broker.come();
      await().atMost(Duration.ofSeconds(20)).until(() -> broker.statements.size() == 1000);
    }
  }
}
