package io.linewatch.central.feed;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands over Kafka, keyed by line so that they keep their order with the line's findings. */
public final class KafkaCommands implements CommandBus {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommands.class);

  private final Producer<String, byte[]> producer;
  private final PendingCommands pending;

  public KafkaCommands(Producer<String, byte[]> producer, PendingCommands pending) {
    this.producer = producer;
    this.pending = pending;
  }

  @Override
  public CompletableFuture<CommandReply> send(AlertCommand command) {
    CompletableFuture<CommandReply> reply = pending.expect(command.id());
    if (reply.isDone()) {
      return reply;
    }
    try {
      // The callback says how it went; the future would say it twice.
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.COMMANDS.name(),
                  command.asset().linePath(),
                  Topics.COMMANDS.codec().encode(command)),
              (_, failure) -> {
                if (failure != null) {
                  reply.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      reply.completeExceptionally(e);
    }
    return reply;
  }

  /** Called on the reply tail's thread. */
  public void onReply(ConsumerRecord<String, byte[]> record) {
    try {
      pending.complete(Topics.REPLIES.codec().decode(record.value()));
    } catch (MalformedRecord e) {
      LOG.warn("a reply at {}-{} is not readable", record.partition(), record.offset(), e);
    }
  }
}
