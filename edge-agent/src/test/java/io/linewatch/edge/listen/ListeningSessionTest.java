package io.linewatch.edge.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListeningSessionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final List<FakeBroker> opened = Collections.synchronizedList(new ArrayList<>());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private volatile boolean spare = true;
  private volatile boolean readable = true;
  private final ListeningSession session =
      new ListeningSession(
          new ListeningSession.Brokers() {
            @Override
            public List<String> connections() {
              return List.of("line");
            }

            @Override
            public Intake open(String connection) throws IOException {
              if (!readable) {
                throw new IOException("password.txt cannot be read");
              }
              FakeBroker broker = new FakeBroker();
              opened.add(broker);
              return broker;
            }
          },
          () -> spare,
          metrics,
          () -> NOW);

  @AfterEach
  void stop() {
    session.close();
  }

  private static final class FakeBroker implements Intake {
    final CompletableFuture<Handler> taker = new CompletableFuture<>();
    final List<List<String>> subscriptions = Collections.synchronizedList(new ArrayList<>());
    volatile boolean closed;

    void message(String topic) throws Exception {
      taker
          .get()
          .onMessage(
              new InboundMessage(
                  "line", topic, "1".getBytes(UTF_8), NOW, InboundMessage.Receipt.NONE));
    }

    @Override
    public String id() {
      return "line";
    }

    @Override
    public boolean serves(SourceMapping source) {
      return true;
    }

    @Override
    public void start(Handler handler) {
      taker.complete(handler);
    }

    @Override
    public void subscribe(List<String> topicFilters) {
      subscriptions.add(topicFilters);
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public String problem() {
      return "";
    }

    @Override
    public void stopTaking() {}

    @Override
    public void close(Duration patience) {
      closed = true;
    }
  }

  private ListeningSession.Heard now() {
    ListeningSession.Heard heard = session.now();
    if (heard == null) {
      throw new AssertionError("no session");
    }
    return heard;
  }

  @Test
  void itHearsThenLeavesTheBrokerAsItWasAndKeepsWhatItHeard() throws Exception {
    assertThat(session.start("line", "plc/#", Duration.ofMinutes(5))).isEmpty();
    FakeBroker broker = opened.getFirst();
    broker.message("plc/a");
    broker.message("plc/b");
    session.stop();

    assertThat(now().running()).isFalse();
    assertThat(broker.closed).isTrue();
    assertThat(broker.subscriptions).containsExactly(List.of("plc/#"), List.of());
    assertThat(session.topics(1))
        .extracting(TopicLog.Heard::topic)
        .containsExactly("plc/a", "plc/b");
    assertThat(session.topics(2)).as("of another session").isEmpty();
  }

  @Test
  void itEndsByItself() {
    assertThat(session.start("line", "#", Duration.ofMillis(1))).isEmpty();
    await().until(() -> !now().running());
    assertThat(opened.getFirst().closed).isTrue();
  }

  @Test
  void oneAtATime() {
    assertThat(session.start("line", "#", Duration.ofMinutes(5))).isEmpty();
    assertThat(session.start("line", "a/+/b", Duration.ofMinutes(5))).isEmpty();
    assertThat(opened.getFirst().closed).isTrue();
    assertThat(opened.getLast().closed).isFalse();
    assertThat(now().number()).isEqualTo(2);
  }

  @Test
  void itIsRefusedWithItsReasonAndEndsWhenThereIsNoPowerToSpare() {
    assertThat(session.start("other", "#", Duration.ofMinutes(1))).contains("no connection");
    for (String wrong : List.of("", "a/#/b", "a+/b", "a#", "x".repeat(2_000))) {
      assertThat(session.start("line", wrong, Duration.ofMinutes(1))).contains("no topic filter");
    }
    readable = false;
    assertThat(session.start("line", "#", Duration.ofMinutes(1))).contains("cannot be read");
    readable = true;
    assertThat(session.start("line", "#", Duration.ofMinutes(5))).isEmpty();
    spare = false;
    await().until(() -> !now().running());
    assertThat(session.start("line", "#", Duration.ofMinutes(1))).contains("protects itself");
  }

  @Test
  void whatIsNotRememberedIsCountedOverAllSessions() throws Exception {
    for (int round = 1; round <= 2; round++) {
      assertThat(session.start("line", "#", Duration.ofMinutes(5))).isEmpty();
      opened.getLast().message("t".repeat(TopicLog.MAX_TOPIC + 1));
      assertThat(metrics.get("linewatch.edge.listen.beyond").functionCounter().count())
          .isEqualTo(round);
    }
    assertThat(metrics.get("linewatch.edge.listen.topics").gauge().value()).isZero();
  }

  @Test
  void aFloodIsLeftAtTheBroker() throws Exception {
    assertThat(session.start("line", "#", Duration.ofMinutes(5))).isEmpty();
    FakeBroker broker = opened.getFirst();
    for (int i = 0; i < ListeningSession.MOST_PER_SECOND; i++) {
      broker.message("t");
    }
    assertThat(now().slowed()).isBetween(0L, 1L);
    assertThat(session.topics(1).getFirst().messages()).isEqualTo(ListeningSession.MOST_PER_SECOND);
  }
}
