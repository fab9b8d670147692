package io.linewatch.central.topology;

import io.linewatch.central.lifecycle.AlertStep;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.alert.AlertLifecycle;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one record does to the book, before it is done: events already in wire form, so that a
 * record whose outcome cannot be sent changes nothing.
 */
final class AlertMoves {
  private final AlertBook book;
  private final List<Move> moves = new ArrayList<>();
  private final List<Answer> replies = new ArrayList<>();
  private final Map<String, Alert> changed = new HashMap<>();

  AlertMoves(AlertBook book) {
    this.book = book;
  }

  /** One event and its bytes. */
  record Move(AlertEvent event, byte[] bytes) {}

  /** One reply and its bytes. */
  record Answer(String commandId, byte[] bytes) {}

  /**
   * @throws IllegalArgumentException when an event is too large to be sent
   */
  void apply(AlertStep step) {
    Alert earlier = changed.get(step.source());
    Alert current = earlier != null ? earlier : book.get(step.source());
    if (current != null && current.isForgettable()) {
      current = null; // closed by an earlier step of the same record
    }
    if (current == null && isRepeated(step)) {
      return;
    }
    AlertLifecycle.Outcome outcome = AlertLifecycle.on(current, step.input());
    for (AlertEvent event : outcome.events()) {
      moves.add(new Move(event, Topics.ALERTS.codec().encode(event)));
    }
    if (outcome.alert() != null && !outcome.events().isEmpty()) {
      changed.put(step.source(), outcome.alert());
    }
    if (outcome.reply() != null) {
      CommandReply reply = outcome.reply();
      replies.add(new Answer(reply.commandId(), Topics.REPLIES.codec().encode(reply)));
    }
  }

  /**
   * The alert is closed and forgotten, its last finding is not: a gateway that never got an answer
   * sends it again, under a new sequence when others of its records came through.
   */
  private boolean isRepeated(AlertStep step) {
    Alert closed = changed.get(step.source());
    FindingId last = closed == null ? book.lastFinding(step.source()) : closed.lastFinding();
    return last != null
        && switch (step.input()) {
          case AlertInput.Condition condition ->
              !AlertLifecycle.isNews(condition.finding().id(), condition.snapshotTime(), last);
          case AlertInput.GatewayCondition condition ->
              !AlertLifecycle.isNews(condition.finding().id(), condition.snapshotTime(), last);
          default -> false;
        };
  }

  List<Move> moves() {
    return moves;
  }

  List<Answer> replies() {
    return replies;
  }

  /** Writes the alerts as they are after the last event of each. */
  void keep() {
    for (Move move : moves) {
      book.put(move.event().alert(), move.bytes());
    }
  }
}
