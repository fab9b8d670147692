package io.linewatch.central.feed;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.wire.Topics;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Commands over Kafka, keyed by line so that they keep their order with the line's findings. */
public final class KafkaCommands implements CommandBus {
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

  /**
   * Called on the reply tail's thread.
   *
   * @throws io.linewatch.domain.wire.MalformedRecord when the reply cannot be read
   */
  void onReply(ConsumerRecord<String, byte[]> record) {
    pending.complete(Topics.REPLIES.codec().decode(record.value()));
  }
}
