package io.linewatch.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.console.SampleAlerts;
import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.history.FeedSnapshot;
import io.linewatch.domain.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedLogTest {
  private static final int PARTITIONS = 3;

  /** One run: a topic, history that lags, a ring that lags, and a client that comes and goes. */
  private static final class Run {
    final Random random;
    final FeedLog feed = new FeedLog(12);
    final List<List<AlertItem>> topic = new ArrayList<>();
    final int[] historyAt = new int[PARTITIONS];
    final int[] ringAt = new int[PARTITIONS];
    final long[] nextOffset = new long[PARTITIONS];
    Map<String, Long> seen = new TreeMap<>();
    FeedCursor cursor = FeedCursor.of(Map.of());
    @Nullable FeedSubscriber client;
    int resets;

    Run(long seed) {
      random = new Random(seed);
      for (int p = 0; p < PARTITIONS; p++) {
        topic.add(new ArrayList<>());
        feed.startAt(p, 0, true);
      }
    }

    void step() throws InterruptedException {
      int p = random.nextInt(PARTITIONS);
      switch (random.nextInt(7)) {
        case 0, 1 -> produce(p);
        case 2 -> historyAt[p] = Math.min(topic.get(p).size(), historyAt[p] + 1);
        case 3, 4 -> ring(p);
        case 5 -> takeOne();
        default -> {
          if (random.nextInt(3) == 0) {
            disconnect();
          }
        }
      }
    }

    void produce(int p) {
      nextOffset[p] += 1 + random.nextInt(2); // transaction markers leave holes
      String id = "p" + p + "-" + random.nextInt(3);
      long revision = nextOffset[p];
      topic
          .get(p)
          .add(
              new AlertItem(
                  p, nextOffset[p], SampleAlerts.event(id, revision, random.nextInt(3) > 0)));
    }

    void ring(int p) {
      if (ringAt[p] < topic.get(p).size()) {
        feed.append(topic.get(p).get(ringAt[p]++));
      }
    }

    FeedSnapshot history() {
      Map<String, Alert> open = new HashMap<>();
      Map<Integer, Long> next = new HashMap<>();
      for (int p = 0; p < PARTITIONS; p++) {
        for (AlertItem item : topic.get(p).subList(0, historyAt[p])) {
          fold(open, item.event().alert());
          next.put(p, item.offset() + 1);
        }
      }
      return new FeedSnapshot(List.copyOf(open.values()), next);
    }

    static void fold(Map<String, Alert> open, Alert alert) {
      if (FeedLog.isShown(alert)) {
        open.put(alert.id(), alert);
      } else {
        open.remove(alert.id());
      }
    }

    void takeOne() throws InterruptedException {
      if (client == null || client.isDropped()) {
        connect();
      }
      FeedSubscriber now = client;
      if (now != null && now.take(Duration.ZERO) instanceof AlertItem item) {
        assertThat(item.offset())
            .as("no event twice")
            .isGreaterThanOrEqualTo(cursor.at(item.partition()));
        assertThat(expected(item.partition(), cursor.at(item.partition())))
            .as("no event left out")
            .isEqualTo(item.offset());
        cursor = now.cursor();
        see(item.event().alert());
      }
    }

    private void see(Alert alert) {
      if (FeedLog.isShown(alert)) {
        seen.put(alert.id(), alert.revision());
      } else {
        seen.remove(alert.id());
      }
    }

    long expected(int p, long from) {
      return topic.get(p).stream()
          .mapToLong(AlertItem::offset)
          .filter(o -> o >= from)
          .findFirst()
          .orElse(-1);
    }

    void connect() {
      client = feed.subscribe(FeedCursor.parse(cursor.toString())).orElse(null);
      if (client == null) {
        resets++;
        FeedLog.View view = feed.view(this::history);
        cursor = view.cursor();
        seen = new TreeMap<>();
        view.alerts().forEach(this::see);
        client = feed.subscribe(cursor).orElse(null);
      }
    }

    void disconnect() {
      if (client != null) {
        feed.unsubscribe(client);
        client = null;
      }
    }

    void finish() throws InterruptedException {
      for (int p = 0; p < PARTITIONS; p++) {
        while (ringAt[p] < topic.get(p).size()) {
          ring(p);
        }
        historyAt[p] = topic.get(p).size();
      }
      for (int i = 0; i < 5000; i++) {
        takeOne();
      }
      Map<String, Long> truth = new TreeMap<>();
      history().alerts().forEach(alert -> truth.put(alert.id(), alert.revision()));
      assertThat(seen).isEqualTo(truth);
    }
  }

  @Test
  void snapshotAndStreamNeverLoseOrDoubleAnEvent() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("FeedLogTest seed " + seed);
    int resets = 0;
    for (int run = 0; run < 300; run++) {
      Run one = new Run(seed + run);
      for (int i = 0; i < 400; i++) {
        one.step();
      }
      one.finish();
      resets += one.resets;
    }
    assertThat(resets).as("runs in which the ring did not reach back").isPositive();
  }

  @Test
  void aSlowClientIsDroppedAndResumesAtItsCursor() throws InterruptedException {
    FeedLog feed = new FeedLog(2000);
    feed.startAt(0, 0, true);
    FeedSubscriber slow = feed.subscribe(FeedCursor.of(Map.of())).orElseThrow();
    for (int i = 0; i <= FeedSubscriber.MAX_WAITING; i++) {
      feed.append(new AlertItem(0, i, SampleAlerts.event("a", i + 1, true)));
    }
    assertThat(slow.isDropped()).isTrue();
    assertThat(feed.clientCount()).isZero();
    assertThat(feed.droppedClientCount()).isEqualTo(1);
    FeedSubscriber again = feed.subscribe(slow.cursor()).orElseThrow();
    assertThat(again.take(Duration.ZERO)).isInstanceOf(AlertItem.class);
    assertThat(again.cursor().toString()).isEqualTo("0:1");
  }

  @Test
  void aClientThatJoinedBeforeReadingBeganFurtherOnIsDroppedInsteadOfMissingEvents() {
    FeedLog feed = new FeedLog(10);
    FeedSubscriber early = feed.subscribe(FeedCursor.of(Map.of(0, 5L))).orElseThrow();
    FeedSubscriber inTime = feed.subscribe(FeedCursor.of(Map.of(0, 9L))).orElseThrow();
    feed.startAt(0, 9, false);
    assertThat(early.isDropped()).isTrue();
    assertThat(inTime.isDropped()).isFalse();
    assertThat(feed.subscribe(early.cursor())).as("it must take a snapshot").isEmpty();
    assertThat(feed.refusedClientCount()).isEqualTo(1);
  }

  @Test
  void repetitionsAfterAReconnectAreIgnored() {
    FeedLog feed = new FeedLog(10);
    AlertItem item = new AlertItem(0, 5, SampleAlerts.event("a", 1, true));
    feed.append(item);
    feed.append(item);
    assertThat(feed.size()).isEqualTo(1);
  }

  @Test
  void aCursorIsItsTextAndNothingElseIsACursor() {
    assertThat(FeedCursor.parse("3:4,0:17")).hasToString("0:17,3:4");
    assertThat(FeedCursor.parse("")).hasToString("");
    for (String wrong : List.of("x", "1", "1:", "-1:2", "1:-2", "1:2,1:3", "1:2,")) {
      org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
          .as(wrong)
          .isThrownBy(() -> FeedCursor.parse(wrong));
    }
  }
}
