package io.linewatch.central.feed;

import static io.linewatch.central.fixture.Plant.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.central.console.SampleAlerts;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.HistorySettings;
import io.linewatch.central.history.HistoryWriter;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.central.kafka.CentralProducer;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live feed on a real broker and a real database. */
class FeedTailsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;

  private final InstantSource clock = InstantSource.fixed(NOON);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CentralCounters counters = new CentralCounters(meters);
  private final PendingCommands pending = new PendingCommands();
  private final List<AutoCloseable> running = new ArrayList<>();
  @TempDir private Path folder;
  private TestKafka kafka;
  private HistoryDatabase database;
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.empty();
    kafka = keep(TestKafka.start(folder));
    kafka.createTopics(PARTITIONS);
    producer = keep(CentralProducer.open(kafka.client()));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : running.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.add(started);
    return started;
  }

  private FeedTails tails(FeedLog feed, GatewayBoard gateways) {
    FeedTails tails =
        keep(
            new FeedTails(
                kafka.client(),
                feed,
                gateways,
                new KafkaCommands(producer, pending),
                new HistoryReader(database.dataSource()),
                Plant.keys(),
                clock,
                counters));
    tails.start();
    await().atMost(LIMIT).until(tails::isHealthy);
    return tails;
  }

  private void send(String topic, String key, byte @Nullable [] value, Headers headers)
      throws ExecutionException, InterruptedException {
    @SuppressWarnings("NullAway") // Kafka's types do not say that values may be null
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, 0, key, value, headers);
    producer.send(record).get();
  }

  private double refused(String topic, String reason) {
    return meters
        .counter("linewatch.central.refused", "consumer", "feed", "topic", topic, "reason", reason)
        .count();
  }

  @Test
  void poisonOnAlertsRepliesAndStatusIsCountedByReasonAndTheTailsGoOn() throws Exception {
    FeedLog feed = new FeedLog(100);
    GatewayBoard gateways = new GatewayBoard(feed);
    FeedTails tails = tails(feed, gateways);
    CompletableFuture<CommandReply> reply = pending.expect("c1");
    String alerts = Topics.ALERTS.name();
    String replies = Topics.REPLIES.name();
    String statuses = Topics.STATUS.name();
    byte[] garbage = "{\"v\":1,\"type\":".getBytes(UTF_8);
    for (String topic : List.of(alerts, replies, statuses)) {
      send(topic, "gw-1", null, new RecordHeaders());
      send(topic, "gw-1", garbage, new RecordHeaders());
    }
    send(statuses, "gw-1", garbage, Signer.headers("gw-1", 1, "e1", 1, statuses, "gw-1", garbage));
    byte[] foreign = Topics.STATUS.codec().encode(status("gw-2"));
    send(statuses, "gw-1", foreign, Signer.headers("gw-1", 1, "e1", 2, statuses, "gw-1", foreign));

    send(alerts, Plant.LINE, alert("a", 1, true), new RecordHeaders());
    CommandReply done =
        new CommandReply(
            "c1", CommandReply.Outcome.ACCEPTED, CommandReply.Reason.DONE, "Done.", null, NOON);
    send(replies, "c1", Topics.REPLIES.codec().encode(done), new RecordHeaders());
    byte[] good = Topics.STATUS.codec().encode(status("gw-1"));
    send(statuses, "gw-1", good, Signer.headers("gw-1", 1, "e1", 3, statuses, "gw-1", good));

    await().atMost(LIMIT).until(() -> feed.size() == 1);
    await().atMost(LIMIT).until(reply::isDone);
    assertThat(reply.get()).isEqualTo(done);
    await().atMost(LIMIT).until(() -> gateways.status("gw-1").isPresent());
    assertThat(gateways.status("gw-2")).isEmpty();
    assertThat(refused(alerts, "MALFORMED")).isEqualTo(2);
    assertThat(refused(replies, "MALFORMED")).isEqualTo(2);
    assertThat(refused(statuses, "MALFORMED")).isEqualTo(2);
    assertThat(refused(statuses, "UNSIGNED")).isEqualTo(1);
    assertThat(refused(statuses, "WRONG_GATEWAY")).isEqualTo(1);
    assertThat(tails.isHealthy()).isTrue();
    assertThat(tails.message()).contains("refused records since start: 8", "the last linewatch.");
  }

  @Test
  void whileTheBrokerIsAwayTheTailsSaySoAndThenReadEveryEventOnce() throws Exception {
    FeedLog feed = new FeedLog(100);
    FeedTails tails = tails(feed, new GatewayBoard(feed));
    FeedSubscriber client = feed.subscribe(feed.view(this::snapshot).cursor()).orElseThrow();
    send(Topics.ALERTS.name(), Plant.LINE, alert("a", 1, true), new RecordHeaders());
    await().atMost(LIMIT).until(() -> feed.size() == 1);

    kafka.stop();
    await().atMost(LIMIT).until(() -> !tails.isHealthy());
    assertThat(tails.message()).contains("waits for Kafka");
    kafka.startAgain();
    await().atMost(LIMIT).until(tails::isHealthy);

    send(Topics.ALERTS.name(), Plant.LINE, alert("a", 2, true), new RecordHeaders());
    await().atMost(LIMIT).until(() -> feed.size() == 2);
    List<Long> seen = new ArrayList<>();
    while (client.take(Duration.ZERO) instanceof FeedItem.AlertItem item) {
      seen.add(item.event().alert().revision());
    }
    assertThat(seen).containsExactly(1L, 2L);
  }

  private io.linewatch.central.history.FeedSnapshot snapshot() {
    return new HistoryReader(database.dataSource()).openAlerts();
  }

  @Test
  void snapshotAndStreamOverARealBrokerNeitherLoseNorDoubleAnEvent() throws Exception {
    HistoryWriter writer =
        keep(
            new HistoryWriter(
                database,
                new HistorySettings(kafka.bootstrap(), Map.of()),
                Plant.keys(),
                clock,
                counters));
    writer.start();
    await().atMost(LIMIT).until(() -> writer.health().ok());
    Map<String, Long> before = produce(0, 60);
    FeedLog feed = new FeedLog(40); // shorter than what is to come, so that snapshots are needed
    tails(feed, new GatewayBoard(feed));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(keep(new Client(feed, i)));
    }
    clients.forEach(Client::start);
    Map<String, Long> open = produce(60, 400);
    assertThat(open).isNotEqualTo(before);
    for (Client client : clients) {
      await().atMost(LIMIT).untilAsserted(() -> assertThat(client.open()).isEqualTo(open));
      assertThat(client.fault()).isEmpty();
    }
    assertThat(clients.stream().mapToInt(client -> client.snapshots.get()).sum())
        .as("snapshots taken by four clients, of which one takes a new one again and again")
        .isGreaterThan(4);
  }

  /**
   * Events as the topology writes them: in transactions, of which some are aborted.
   *
   * @return the revisions of the alerts that are open in the end
   */
  private Map<String, Long> produce(int from, int to) {
    Map<String, Object> properties = new HashMap<>(kafka.client());
    properties.put("transactional.id", "topology");
    Map<String, Long> open = new TreeMap<>();
    try (KafkaProducer<String, byte[]> transactional =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      transactional.initTransactions();
      for (int begin = from; begin < to; begin += 10) {
        transactional.beginTransaction();
        for (int i = begin; i < begin + 10; i++) {
          var _ = transactional.send(event("a" + i % 13, i % 13, 1 + i / 13, i % 4 != 3));
        }
        transactional.commitTransaction();
        transactional.beginTransaction();
        var _ = transactional.send(event("never", begin, 1, true));
        transactional.flush();
        transactional.abortTransaction();
      }
    }
    for (int i = 0; i < to; i++) {
      if (i % 4 != 3) {
        open.put("a" + i % 13, 1L + i / 13);
      } else {
        open.remove("a" + i % 13);
      }
    }
    return open;
  }

  private static ProducerRecord<String, byte[]> event(
      String id, int line, long revision, boolean open) {
    return new ProducerRecord<>(
        Topics.ALERTS.name(), line % PARTITIONS, "line", alert(id, revision, open));
  }

  private static byte[] alert(String id, long revision, boolean open) {
    AlertEvent event = SampleAlerts.event(id, revision, open);
    return Topics.ALERTS.codec().encode(event);
  }

  private static GatewayStatus status(String gateway) {
    return new GatewayStatus(gateway, "e1", NOON, "0.1.0", 1, 0, List.of(), List.of(), Map.of());
  }

  /** A page: takes a snapshot, follows the stream, loses its connection now and then. */
  private final class Client implements AutoCloseable {
    private final FeedLog feed;
    private final int number;
    private final Thread thread;
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, Long> shown = new TreeMap<>();
    private FeedCursor cursor = FeedCursor.of(Map.of());
    private volatile Map<String, Long> published = Map.of();
    private volatile String fault = "";
    private volatile boolean closed;
    final AtomicInteger snapshots = new AtomicInteger();

    Client(FeedLog feed, int number) {
      this.feed = feed;
      this.number = number;
      this.thread = Thread.ofPlatform().name("client-" + number).unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    Map<String, Long> open() {
      return published;
    }

    String fault() {
      return fault;
    }

    private void run() {
      try {
        takeSnapshot();
        while (!closed) {
          if (number == 3 && snapshots.get() < 20) {
            takeSnapshot(); // a page that is loaded again and again
          }
          FeedSubscriber subscriber = feed.subscribe(cursor).orElse(null);
          if (subscriber == null) {
            takeSnapshot();
          } else {
            follow(subscriber);
            feed.unsubscribe(subscriber);
          }
        }
      } catch (InterruptedException e) {
        fault = "interrupted";
      }
    }

    private void takeSnapshot() {
      FeedLog.View view = feed.view(FeedTailsTest.this::snapshot);
      snapshots.incrementAndGet();
      cursor = view.cursor();
      revisions.clear();
      shown.clear();
      view.alerts()
          .forEach(alert -> {
            revisions.put(alert.id(), alert.revision());
            shown.put(alert.id(), alert.revision());
          });
      published = Map.copyOf(shown);
    }

    /** Some dozen items, then the connection is lost. */
    private void follow(FeedSubscriber subscriber) throws InterruptedException {
      for (int i = 0; i < 25 + number && !closed && !subscriber.isDropped(); i++) {
        if (subscriber.take(Duration.ofMillis(20)) instanceof FeedItem.AlertItem item) {
          see(item);
          cursor = subscriber.cursor();
        }
      }
    }

    private void see(FeedItem.AlertItem item) {
      String id = item.event().alert().id();
      long revision = item.event().alert().revision();
      if (item.offset() < cursor.at(item.partition())) {
        report("twice: " + id + " " + revision);
      }
      Long known = revisions.put(id, revision);
      if (known != null && revision != known + 1) {
        report(id + " jumps from " + known + " to " + revision);
      }
      if (FeedLog.isShown(item.event().alert())) {
        shown.put(id, revision);
      } else {
        shown.remove(id);
      }
      published = Map.copyOf(shown);
    }

    private void report(String text) {
      if (fault.isEmpty()) {
        fault = text;
      }
    }

    @Override
    public void close() {
      closed = true;
      thread.interrupt(); // it may wait for an item
    }
  }
}
