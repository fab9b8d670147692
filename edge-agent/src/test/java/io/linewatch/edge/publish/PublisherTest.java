package io.linewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PublisherTest {
  private static final GatewayKey KEY = GatewayKey.derive(new byte[32], "gw-1", 3);

  @TempDir Path folder;

  private final List<ProducerRecord<String, byte[]>> broker = new CopyOnWriteArrayList<>();
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger reconnects = new AtomicInteger();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** A broker that answers each record at once: with null it takes it, else it fails. */
  private final class Line extends MockProducer<String, byte[]> {
    private final Function<ProducerRecord<String, byte[]>, @Nullable Exception> answer;

    Line(Function<ProducerRecord<String, byte[]>, @Nullable Exception> answer) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.answer = answer;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      sends.incrementAndGet();
      Exception failure = answer.apply(record);
      if (failure == null) {
        broker.add(record);
      }
      RecordMetadata metadata =
          new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
      callback.onCompletion(metadata, failure);
      return java.util.concurrent.CompletableFuture.completedFuture(metadata);
    }
  }

  private Outbox outbox() throws Exception {
    return Outbox.open(
        OutboxSettings.of("gw-1", folder, 50_000_000),
        _ -> {},
        metrics,
        InstantSource.fixed(Samples.START));
  }

  private Publisher publisher(
      Outbox outbox, Function<ProducerRecord<String, byte[]>, @Nullable Exception> answer) {
    return new Publisher(outbox, KEY, () -> new Line(answer), reconnects::incrementAndGet, metrics);
  }

  private static void submit(Outbox outbox, int findings) throws Exception {
    for (int i = 0; i < findings; i++) {
      outbox.submit(OutboxBatch.of(List.of(Samples.finding(outbox.epoch(), i))));
    }
  }

  @Test
  void aProducerThatNeverAnswersIsGivenUpAndAnotherSendsWhatItHeld() throws Exception {
    AtomicInteger producers = new AtomicInteger();
    Line takes = new Line(_ -> null);
    MockProducer<String, byte[]> stuck =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    try (Outbox outbox = outbox();
        Publisher publisher =
            new Publisher(
                outbox,
                KEY,
                () -> producers.incrementAndGet() == 1 ? stuck : takes,
                reconnects::incrementAndGet,
                metrics,
                Duration.ofMillis(100))) {
      submit(outbox, 20);
      publisher.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 0);
      assertThat(broker).hasSize(20);
      assertThat(stuck.history()).isNotEmpty();
      assertThat(producers).hasValue(2);
      assertThat(metrics.counter("linewatch.publish.producers.given.up").count()).isEqualTo(1);
      await().atMost(Duration.ofSeconds(10)).until(publisher::connected);
    }
  }

  @Test
  void everyRowReachesTheBrokerOnceSignedAndInRisingSequence() throws Exception {
    try (Outbox outbox = outbox();
        Publisher publisher = publisher(outbox, _ -> null)) {
      publisher.start();
      submit(outbox, 1500);
      await().atMost(Duration.ofSeconds(30)).until(() -> broker.size() == 1500);
      await().atMost(Duration.ofSeconds(10)).until(() -> outbox.depth().rows() == 0);
      long last = 0;
      for (ProducerRecord<String, byte[]> record : broker) {
        Signed signed = signed(record);
        assertThat(signed.sequence()).isGreaterThan(last);
        last = signed.sequence();
        assertThat(signed.epoch()).isEqualTo(outbox.epoch());
        assertThat(signed.gateway()).isEqualTo("gw-1");
        assertThat(
                RecordSignature.verify(KEY, signed, record.topic(), record.key(), record.value()))
            .isTrue();
      }
      assertThat(publisher.connected()).isTrue();
      assertThat(metrics.counter("linewatch.published", "topic", Topics.FINDINGS.name()).count())
          .isEqualTo(1500);
    }
  }

  @Test
  void withKafkaAwayNothingIsLostAndTheReturnIsTold() throws Exception {
    AtomicInteger failing = new AtomicInteger(3);
    try (Outbox outbox = outbox();
        Publisher publisher =
            publisher(
                outbox,
                _ ->
                    broker.size() >= 5 && failing.getAndDecrement() > 0
                        ? new TimeoutException("no broker")
                        : null)) {
      publisher.start();
      submit(outbox, 20);
      await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 0);
      await().atMost(Duration.ofSeconds(10)).until(() -> reconnects.get() == 1);
      assertThat(broker.stream().map(r -> Topics.FINDINGS.codec().decode(r.value())).distinct())
          .hasSize(20);
      assertSequencesRise();
    }
  }

  @Test
  void whileKafkaIsAwayEachTryReadsLittle() throws Exception {
    List<MockProducer<String, byte[]>> silent = new CopyOnWriteArrayList<>();
    try (Outbox outbox = outbox()) {
      submit(outbox, 600);
      await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 600);
      try (Publisher publisher =
          new Publisher(
              outbox,
              KEY,
              () -> silent.size() < 3 ? silentOne(silent) : new Line(_ -> null),
              reconnects::incrementAndGet,
              metrics,
              Duration.ofMillis(100))) {
        publisher.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 0);
      }
      assertThat(silent.stream().map(tried -> tried.history().size())).containsExactly(500, 20, 20);
      assertThat(broker).hasSize(600);
      assertSequencesRise();
    }
  }

  @Test
  void whileSomeRecordsFailTheOthersGoOnInWholeWindows() throws Exception {
    List<Integer> windows = new CopyOnWriteArrayList<>();
    try (Outbox outbox = outbox()) {
      submit(outbox, 600);
      await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 600);
      try (Publisher publisher =
          new Publisher(
              outbox,
              KEY,
              () -> windows.size() < 2 ? new LastUnanswered(windows) : new Line(_ -> null),
              reconnects::incrementAndGet,
              metrics,
              Duration.ofMillis(500))) {
        publisher.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 0);
      }
      // 500, of which the last is not answered; then that one and the other hundred.
      assertThat(windows).containsExactly(500, 101);
      assertSequencesRise();
    }
  }

  /** Takes a window's records but its last one, which it never answers. */
  private final class LastUnanswered extends MockProducer<String, byte[]> {
    private final List<Integer> windows;
    private final int window;

    LastUnanswered(List<Integer> windows) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.windows = windows;
      this.window = windows.size();
      windows.add(0);
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      int size = windows.get(window) + 1;
      windows.set(window, size);
      RecordMetadata metadata =
          new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
      if (size != (window == 0 ? 500 : 101)) {
        broker.add(record);
        callback.onCompletion(metadata, null);
      }
      return java.util.concurrent.CompletableFuture.completedFuture(metadata);
    }
  }

  private static MockProducer<String, byte[]> silentOne(List<MockProducer<String, byte[]>> all) {
    MockProducer<String, byte[]> silent =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    all.add(silent);
    return silent;
  }

  @Test
  void aRecordOvertakenByALaterOneComesAgainUnderAHigherSequence() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (Outbox outbox = outbox()) {
      submit(outbox, 10);
      await().atMost(Duration.ofSeconds(20)).until(() -> outbox.depth().rows() == 10);
      // The third record fails only after the later ones were handed to the client.
      List<Callback> late = new CopyOnWriteArrayList<>();
      try (Publisher publisher =
          new Publisher(
              outbox,
              KEY,
              () -> new LateFailure(count, late),
              reconnects::incrementAndGet,
              metrics)) {
        publisher.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> outbox.depth().rows() == 0);
      }
      assertSequencesRise();
      assertThat(broker.stream().map(r -> Topics.FINDINGS.codec().decode(r.value())).distinct())
          .hasSize(10);
    }
  }

  /** Fails the third record of all, after the tenth was taken. */
  private final class LateFailure extends MockProducer<String, byte[]> {
    private final AtomicInteger count;
    private final List<Callback> late;

    LateFailure(AtomicInteger count, List<Callback> late) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.count = count;
      this.late = late;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      int number = count.incrementAndGet();
      RecordMetadata metadata =
          new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
      if (number == 3) {
        late.add(callback);
      } else {
        broker.add(record);
        callback.onCompletion(metadata, null);
      }
      if (number == 10) {
        late.forEach(failed -> failed.onCompletion(metadata, new TimeoutException("lost")));
      }
      return java.util.concurrent.CompletableFuture.completedFuture(metadata);
    }
  }

  @Test
  void aRecordTheBrokerNeverTakesIsSetAsideAndTheRestGoesOn() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (Outbox outbox = outbox();
        Publisher publisher =
            publisher(
                outbox,
                _ -> number.incrementAndGet() == 2 ? new RecordTooLargeException("2 MB") : null)) {
      outbox.standsAt(Samples.GATEWAY);
      publisher.start();
      submit(outbox, 5);
      // Four findings, and the gap that says what became of the fifth.
      await().atMost(Duration.ofSeconds(30)).until(() -> broker.size() == 5);
      assertThat(broker.stream().map(r -> Topics.FINDINGS.codec().decode(r.value())))
          .anyMatch(s ->
              s instanceof io.linewatch.domain.finding.GapFinding gap
                  && gap.reason().contains("2 MB"));
      assertThat(
              metrics.counter("linewatch.publish.refused", "topic", Topics.FINDINGS.name()).count())
          .isEqualTo(1);
    }
  }

  private void assertSequencesRise() {
    long last = 0;
    for (ProducerRecord<String, byte[]> record : broker) {
      long sequence = signed(record).sequence();
      assertThat(sequence).isGreaterThan(last);
      last = sequence;
    }
  }

  private static Signed signed(ProducerRecord<String, byte[]> record) {
    return Signed.ofHeaders(
        header(record, RecordSignature.GATEWAY_HEADER),
        header(record, RecordSignature.EPOCH_HEADER),
        header(record, RecordSignature.SEQUENCE_HEADER),
        header(record, RecordSignature.KEY_VERSION_HEADER),
        header(record, RecordSignature.MAC_HEADER));
  }

  private static byte[] header(ProducerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new AssertionError("no header " + name);
    }
    return header.value();
  }
}
