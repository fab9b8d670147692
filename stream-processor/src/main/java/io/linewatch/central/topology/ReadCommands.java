package io.linewatch.central.topology;

import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes what consoles command; only the centre may write this topic, so nothing is signed. */
final class ReadCommands implements Processor<byte[], byte[], Object, Object> {
  private final CentralCounters counters;
  private @SuppressWarnings("NullAway.Init") ProcessorContext<Object, Object> context;
  private @SuppressWarnings("NullAway.Init") DeadLetterBox deadLetters;

  ReadCommands(CentralCounters counters) {
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> streams) {
    context = streams;
    deadLetters = new DeadLetterBox(streams, counters);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      refuse(record, Reason.MALFORMED, "the record has no key or no value");
      return;
    }
    AlertCommand command;
    try {
      command = Topics.COMMANDS.codec().decode(record.value());
    } catch (MalformedRecord e) {
      refuse(record, Reason.MALFORMED, String.valueOf(e.getMessage()));
      return;
    }
    String line = command.asset().linePath();
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!line.equals(key)) {
      refuse(
          record,
          Reason.WRONG_KEY,
          "a command about line '%s' stands under key '%s'".formatted(line, key));
      return;
    }
    counters.accepted("topology", Topics.COMMANDS.name());
    context.forward(
        record
            .<Object>withKey(key)
            .<Object>withValue(new TopologyInput.Commanded(command, record.value())),
        "lifecycle");
  }

  private void refuse(Record<byte[], byte[]> record, Reason reason, String message) {
    deadLetters.refuse(
        record.key(),
        record.value(),
        record.headers(),
        record.timestamp(),
        new Refusal(reason, message));
  }
}
