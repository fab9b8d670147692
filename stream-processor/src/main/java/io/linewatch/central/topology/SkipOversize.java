package io.linewatch.central.topology;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the size check of {@link AlertMoves}: a record the broker finds too large is logged
 * and left out, so that it cannot stop a task for ever. Anything else stops the thread. Made by
 * Kafka Streams.
 */
public final class SkipOversize implements ProductionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SkipOversize.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RecordTooLargeException) {
      LOG.error(
          "a record for {} made of {} {} {} is too large for the broker and was left out",
          record.topic(),
          context.topic(),
          context.partition(),
          context.offset(),
          exception);
      return Response.resume();
    }
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {}
}
