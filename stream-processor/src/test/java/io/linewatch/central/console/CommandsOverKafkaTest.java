package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.central.feed.FeedTails;
import io.linewatch.central.feed.KafkaCommands;
import io.linewatch.central.feed.PendingCommands;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.central.kafka.CentralProducer;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's commands over a real broker, where no topology answers. */
class CommandsOverKafkaTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path dir;

  @Test
  void aCommandNobodyAnswersInTimeIsA504AndItsLateReplyHarmsNothing() throws Exception {
    PendingCommands pending = new PendingCommands();
    try (TestKafka kafka = TestKafka.start(dir.resolve("kafka"));
        ConsoleBench bench = new ConsoleBench(dir.resolve("state"), 0)) {
      kafka.createTopics(2);
      try (KafkaProducer<String, byte[]> producer = CentralProducer.open(kafka.client());
          FeedTails tails = tails(kafka, bench, new KafkaCommands(producer, pending))) {
        tails.start();
        await().atMost(LIMIT).until(tails::isHealthy);
        bench.bus.answer = new KafkaCommands(producer, pending)::send;
        bench.live(SampleAlerts.event("live-1", 7, true));
        Browser browser = Browser.loggedIn(bench, "operator");

        Browser.Answer answer =
            browser.send(
                "POST",
                "/api/alerts/command",
                Map.of("kind", "ACKNOWLEDGE", "alertId", "live-1", "seenRevision", 7));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("no-reply");
        byte[] sent = kafka.read(Topics.COMMANDS.name(), 1).getFirst().value();
        AlertCommand command = Topics.COMMANDS.codec().decode(sent);
        assertThat(command.actor()).isEqualTo("operator");
        assertThat(pending.size()).isEqualTo(1);

        producer.send(late(command)).get();
        await().atMost(LIMIT).until(() -> pending.size() == 0);
        assertThat(tails.isHealthy()).isTrue();
      }
    }
  }

  private static FeedTails tails(TestKafka kafka, ConsoleBench bench, KafkaCommands commands) {
    return new FeedTails(
        kafka.client(),
        bench.feed,
        bench.gateways,
        commands,
        new HistoryReader(TestDatabase.empty().dataSource()),
        Plant.keys(),
        bench.clock,
        new CentralCounters(new SimpleMeterRegistry()));
  }

  private static ProducerRecord<String, byte[]> late(AlertCommand command) {
    CommandReply reply =
        new CommandReply(
            command.id(),
            CommandReply.Outcome.ACCEPTED,
            CommandReply.Reason.DONE,
            "Done.",
            null,
            command.time());
    return new ProducerRecord<>(
        Topics.REPLIES.name(), command.id(), Topics.REPLIES.codec().encode(reply));
  }
}
