package io.linewatch.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
          open.add(ledger.accept(arrived++));
          finished.add(false);
        } else {
          int which = random.nextInt(open.size());
          open.get(which).finish();
          finished.set(which, true);
        }
        taken.addAll(ledger.takeFinished(0, TimeUnit.SECONDS));
        assertThat(taken).as("seed %d", seed).isEqualTo(prefix(finished));
      }
    }
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
  void aLostConnectionForgetsWhatWasOpen() throws InterruptedException {
    AckLedger ledger = new AckLedger(10);
    AckLedger.Entry before = ledger.accept(1);
    ledger.drop();
    AckLedger.Entry again = ledger.accept(1);

    before.finish();
    assertThat(ledger.takeFinished(0, TimeUnit.SECONDS)).isEmpty();

    again.finish();
    assertThat(ledger.takeFinished(0, TimeUnit.SECONDS)).containsExactly(1);
  }

  @Test
  void theBoundHoldsTheConnectionBackUntilSomethingIsTaken() throws InterruptedException {
    AckLedger ledger = new AckLedger(2);
    AckLedger.Entry first = ledger.accept(1);
    ledger.accept(2);
    CountDownLatch accepted = new CountDownLatch(1);
    Thread connection =
        Thread.ofPlatform()
            .start(() -> {
              try {
                ledger.accept(3);
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
    assertThat(ledger.takeFinished(1, TimeUnit.SECONDS)).containsExactly(1);

    assertThat(accepted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void whoeverWaitsIsWokenByTheHeadAndNotByOthers() throws InterruptedException {
    AckLedger ledger = new AckLedger(10);
    AckLedger.Entry head = ledger.accept(7);
    AckLedger.Entry second = ledger.accept(8);
    second.finish();
    Thread lane = Thread.ofPlatform().start(head::finish);

    assertThat(ledger.takeFinished(10, TimeUnit.SECONDS)).containsExactly(7, 8);
    lane.join();
  }
}
