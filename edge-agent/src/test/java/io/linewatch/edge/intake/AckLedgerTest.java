package io.linewatch.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AckLedgerTest {

  @Test
  void whateverTheOrderOfFinishingTheOrderOfArrivalLeaves() throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      AckLedger ledger = new AckLedger(1_000);
      List<AckLedger.Entry> open = new ArrayList<>();
      List<Boolean> finished = new ArrayList<>();
      List<Integer> taken = new ArrayList<>();
      int arrived = 0;
      while (taken.size() < 60) {
        if (arrived < 60 && (random.nextBoolean() || open.size() == finishedCount(finished))) {
          open.add(accepted(ledger, arrived++));
          finished.add(false);
        } else {
          int which = random.nextInt(open.size());
          open.get(which).finish();
          finished.set(which, true);
        }
        taken.addAll(ledger.takeFinished(0, TimeUnit.SECONDS).ids());
        assertThat(taken).as("seed %d", seed).isEqualTo(prefix(finished));
      }
    }
  }

  /** In the session that a ledger begins with. */
  private static AckLedger.Entry accepted(AckLedger ledger, int messageId)
      throws InterruptedException {
    return Objects.requireNonNull(ledger.accept(0, messageId));
  }

  private static long finishedCount(List<Boolean> finished) {
    return finished.stream().filter(f -> f).count();
  }

  private static List<Integer> prefix(List<Boolean> finished) {
    List<Integer> prefix = new ArrayList<>();
    for (int i = 0; i < finished.size() && finished.get(i); i++) {
      prefix.add(i);
    }
    return prefix;
  }

  @Test
  void aNewSessionForgetsWhatWasOpen() throws InterruptedException {
    AckLedger ledger = new AckLedger(10);
    AckLedger.Entry before = accepted(ledger, 1);
    long session = ledger.begin();
    AckLedger.Entry again = Objects.requireNonNull(ledger.accept(session, 1));

    before.finish();
    assertThat(ledger.takeFinished(0, TimeUnit.SECONDS).ids()).isEmpty();

    again.finish();
    AckLedger.Finished finished = ledger.takeFinished(0, TimeUnit.SECONDS);
    assertThat(finished.ids()).containsExactly(1);
    assertThat(ledger.isPresent(finished.session())).isTrue();
  }

  @Test
  void whatAReceiverOfAnEarlierSessionStillBringsIsNotTaken() throws InterruptedException {
    AckLedger ledger = new AckLedger(10);
    long earlier = ledger.begin();
    long present = ledger.begin();

    assertThat(ledger.accept(earlier, 1)).isNull();
    assertThat(ledger.accept(present, 1)).isNotNull();
    assertThat(ledger.isPresent(earlier)).isFalse();
  }

  @Test
  void aReceiverThatWaitsForRoomIsLetGoWhenItsSessionIsOver() throws InterruptedException {
    AckLedger ledger = new AckLedger(1);
    accepted(ledger, 1);
    CountDownLatch refused = new CountDownLatch(1);
    Thread receiver =
        Thread.ofPlatform()
            .start(() -> {
              try {
                if (ledger.accept(0, 2) == null) {
                  refused.countDown();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (receiver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(ledger.begin()).isEqualTo(1);

    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ledger.size()).isZero();
  }

  @Test
  void theBoundHoldsTheConnectionBackUntilSomethingIsTaken() throws InterruptedException {
    AckLedger ledger = new AckLedger(2);
    AckLedger.Entry first = accepted(ledger, 1);
    accepted(ledger, 2);
    CountDownLatch accepted = new CountDownLatch(1);
    Thread connection =
        Thread.ofPlatform()
            .start(() -> {
              try {
                accepted(ledger, 3);
                accepted.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (connection.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(accepted.getCount()).isEqualTo(1);

    first.finish();
    assertThat(ledger.takeFinished(1, TimeUnit.SECONDS).ids()).containsExactly(1);

    assertThat(accepted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void whoeverWaitsIsWokenByTheHeadAndNotByOthers() throws InterruptedException {
    AckLedger ledger = new AckLedger(10);
    AckLedger.Entry head = accepted(ledger, 7);
    AckLedger.Entry second = accepted(ledger, 8);
    second.finish();
    Thread lane = Thread.ofPlatform().start(head::finish);

    assertThat(ledger.takeFinished(10, TimeUnit.SECONDS).ids()).containsExactly(7, 8);
    lane.join();
  }
}
