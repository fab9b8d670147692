package io.linewatch.central.feed;

import io.linewatch.domain.alert.CommandReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Commands that wait for their reply: bounded in number and in time. Any thread. */
public final class PendingCommands {
  public static final int MAX_WAITING = 1000;
  static final long LONGEST_WAIT_SECONDS = 30;

  private final ConcurrentHashMap<String, CompletableFuture<CommandReply>> waiting =
      new ConcurrentHashMap<>();

  /** Waits for the reply to a command that is about to be sent. */
  public CompletableFuture<CommandReply> expect(String commandId) {
    if (waiting.size() >= MAX_WAITING) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(MAX_WAITING + " commands are waiting for replies already"));
    }
    CompletableFuture<CommandReply> reply = new CompletableFuture<>();
    waiting.put(commandId, reply);
    reply.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    // What completes it does not matter: an entry must never outlive its command.
    var _ = reply.whenComplete((_, _) -> waiting.remove(commandId));
    return reply;
  }

  /** A reply came; one that nobody here waits for belongs to another console instance. */
  public void complete(CommandReply reply) {
    CompletableFuture<CommandReply> waiter = waiting.get(reply.commandId());
    if (waiter != null) {
      waiter.complete(reply);
    }
  }

  public int size() {
    return waiting.size();
  }
}
