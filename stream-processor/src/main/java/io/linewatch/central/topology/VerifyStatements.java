package io.linewatch.central.topology;

import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.central.kafka.SignedRecords;
import io.linewatch.central.kafka.SignedRecords.Opened;
import io.linewatch.central.lifecycle.GatewayScope;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass what a gateway signed, about what its desired state gives it; the rest is a dead
 * letter.
 */
final class VerifyStatements implements Processor<byte[], byte[], Object, Object> {
  private final SignedRecords signed;
  private final CentralCounters counters;
  private @SuppressWarnings("NullAway.Init") ProcessorContext<Object, Object> context;
  private @SuppressWarnings("NullAway.Init") DesiredDocuments.Scopes scopes;
  private @SuppressWarnings("NullAway.Init") DeadLetterBox deadLetters;

  VerifyStatements(SignedRecords signed, CentralCounters counters) {
    this.signed = signed;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> streams) {
    context = streams;
    scopes = new DesiredDocuments.Scopes(streams.getStateStore(DesiredDocuments.STORE));
    deadLetters = new DeadLetterBox(streams, counters);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    switch (signed.open(Topics.FINDINGS, record.key(), record.value(), record.headers())) {
      case Opened.Refused<Statement> refused -> refuse(record, refused.refusal());
      case Opened.Genuine<Statement> genuine -> {
        Refusal refusal = check(genuine);
        if (refusal == null) {
          context.forward(
              record
                  .<Object>withKey(genuine.key())
                  .<Object>withValue(
                      new TopologyInput.Stated(genuine.signed(), genuine.value(), record.value())),
              "dedupe");
        } else {
          refuse(record, refusal);
        }
      }
    }
  }

  private @Nullable Refusal check(Opened.Genuine<Statement> genuine) {
    Statement statement = genuine.value();
    String gateway = genuine.signed().gateway();
    if (!statement.line().equals(genuine.key())) {
      return new Refusal(
          Reason.WRONG_KEY,
          "a statement about line '%s' stands under key '%s'"
              .formatted(statement.line(), genuine.key()));
    }
    if (!statement.gateway().equals(gateway)) {
      return new Refusal(
          Reason.WRONG_GATEWAY,
          "gateway '%s' signed a statement of gateway '%s'"
              .formatted(gateway, statement.gateway()));
    }
    Optional<GatewayScope> scope = scopes.of(gateway);
    if (scope.isEmpty()) {
      return new Refusal(
          Reason.UNKNOWN_GATEWAY,
          "gateway '" + gateway + "' has no desired state; give it assets in the plant sheet");
    }
    return scope
        .get()
        .objection(statement)
        .map(objection -> new Refusal(Reason.FOREIGN_ASSET, objection))
        .orElse(null);
  }

  private void refuse(Record<byte[], byte[]> record, Refusal refusal) {
    deadLetters.refuse(record.key(), record.value(), record.headers(), record.timestamp(), refusal);
  }
}
