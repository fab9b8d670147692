package io.linewatch.central.feed;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.CommandReply;
import java.util.concurrent.CompletableFuture;

/** Carries commands to the topology and brings the replies. */
@FunctionalInterface
public interface CommandBus {
  /**
   * Sends at once. The future fails when the command could not be sent or too many are waiting; it
   * never completes when no reply comes, so the caller sets a limit.
   */
  CompletableFuture<CommandReply> send(AlertCommand command);
}
