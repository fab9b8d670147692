package io.linewatch.central.topology;

import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.central.lifecycle.AlertStep;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.finding.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves alerts by statements, commands and time, and writes every transition as an event. A record
 * takes effect as a whole or not at all: outcomes are computed and encoded first, then kept and
 * sent.
 */
final class MoveAlerts implements Processor<Object, Object, Object, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(MoveAlerts.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final CentralCounters counters;
  private @SuppressWarnings("NullAway.Init") ProcessorContext<Object, Object> context;
  private @SuppressWarnings("NullAway.Init") AlertBook book;
  private @SuppressWarnings("NullAway.Init") DesiredDocuments.Scopes scopes;
  private @SuppressWarnings("NullAway.Init") DeadLetterBox deadLetters;

  MoveAlerts(InstantSource clock, CentralCounters counters) {
    this.clock = clock;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> streams) {
    context = streams;
    book = new AlertBook(streams.getStateStore(AlertBook.STORE));
    scopes = new DesiredDocuments.Scopes(streams.getStateStore(DesiredDocuments.STORE));
    deadLetters = new DeadLetterBox(streams, counters);
    streams.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick(clock.instant()));
  }

  @Override
  public void process(Record<Object, Object> record) {
    TopologyInput input = (TopologyInput) record.value();
    AlertMoves moves = new AlertMoves(book);
    try {
      for (AlertStep step : steps(input)) {
        moves.apply(step);
      }
    } catch (RuntimeException e) {
      // Nothing of Kafka is called in there. Whatever the record contains, the next one must get
      // its turn.
      LOG.error("a record could not be applied", e);
      deadLetters.refuse(
          TopologyBytes.of((String) record.key()),
          input.raw(),
          record.headers(),
          record.timestamp(),
          new Refusal(Reason.FAILED, String.valueOf(e.getMessage())));
      return;
    }
    send(moves, record.timestamp());
  }

  private List<AlertStep> steps(TopologyInput input) {
    return switch (input) {
      case TopologyInput.Stated stated -> {
        Statement statement = stated.statement();
        yield AlertStep.of(statement, () -> book.of(statement.gateway(), statement.line()));
      }
      case TopologyInput.Commanded commanded ->
          List.of(
              new AlertStep(
                  commanded.command().source(), new AlertInput.Command(commanded.command())));
    };
  }

  /**
   * What a timer decides becomes an event like any other. It also looks for alerts that a change of
   * the plant sheet has taken from their gateway.
   */
  private void tick(Instant now) {
    for (Alert alert : book.all()) {
      AlertMoves moves = new AlertMoves(book);
      try {
        moves.apply(new AlertStep(alert.source(), new AlertInput.Tick(now)));
        scopes
            .of(alert.gateway())
            .flatMap(scope -> AlertStep.orphaned(alert, scope, now))
            .ifPresent(moves::apply);
      } catch (RuntimeException e) {
        LOG.error("timers of alert {} could not be applied", alert.id(), e);
        continue;
      }
      send(moves, now.toEpochMilli());
    }
  }

  private void send(AlertMoves moves, long timestamp) {
    for (AlertMoves.Move move : moves.moves()) {
      counters.transition(move.event().transition());
      byte[] key = TopologyBytes.of(move.event().alert().asset().linePath());
      context.forward(new Record<>(key, move.bytes(), timestamp), AlertTopology.ALERTS);
    }
    moves.keep();
    for (AlertMoves.Answer reply : moves.replies()) {
      byte[] key = TopologyBytes.of(reply.commandId());
      context.forward(new Record<>(key, reply.bytes(), timestamp), AlertTopology.REPLIES);
    }
  }
}
