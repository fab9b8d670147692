package io.linewatch.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.alert.CommandReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
  private final PendingCommands pending = new PendingCommands();

  private static CommandReply reply(String id) {
    return new CommandReply(
        id,
        CommandReply.Outcome.ACCEPTED,
        CommandReply.Reason.DONE,
        "Done.",
        null,
        Instant.parse("2026-11-23T12:00:00Z"));
  }

  @Test
  void aReplyCompletesItsCommandAndFreesItsPlace() {
    CompletableFuture<CommandReply> one = pending.expect("one");
    CompletableFuture<CommandReply> two = pending.expect("two");
    pending.complete(reply("one"));
    assertThat(one).isCompletedWithValue(reply("one"));
    assertThat(two).isNotDone();
    assertThat(pending.size()).isEqualTo(1);
  }

  @Test
  void aReplyNobodyWaitsForIsAnotherConsoles() {
    pending.complete(reply("elsewhere"));
    assertThat(pending.size()).isZero();
  }

  @Test
  void oneTooManyIsRefusedAtOnceAndHoldsNoPlace() {
    for (int i = 0; i < PendingCommands.MAX_WAITING; i++) {
      assertThat(pending.expect("c" + i)).isNotDone();
    }
    assertThat(pending.expect("one too many")).isCompletedExceptionally();
    assertThat(pending.size()).isEqualTo(PendingCommands.MAX_WAITING);
    pending.complete(reply("c7"));
    assertThat(pending.expect("now there is room")).isNotDone();
  }
}
