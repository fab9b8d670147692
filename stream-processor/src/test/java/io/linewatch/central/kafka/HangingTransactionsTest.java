package io.linewatch.central.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Which open transactions are aborted, and when, beside brokers that say what the test wants. */
class HangingTransactionsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Told told = new Told();
  private final HangingTransactions hanging = new HangingTransactions(told);

  @Test
  void aTransactionThatNoCoordinatorKnowsIsAbortedOnceItWasOpenForThirtySeconds() {
    OpenTransaction forgotten = open("linewatch.alerts", 7, 1, 120);
    told.open.add(forgotten);
    assertThat(hanging.look(0)).isEmpty();
    assertThat(hanging.look(29 * SECOND)).isEmpty();
    assertThat(told.aborted).isEmpty();
    assertThat(hanging.look(30 * SECOND)).containsExactly(forgotten);
    assertThat(told.aborted).containsExactly(forgotten);
  }

  @Test
  void aTransactionThatItsCoordinatorKnowsIsLeftToIt() {
    OpenTransaction slow = open("linewatch.alerts", 7, 1, 120);
    told.open.add(slow);
    told.known.add(slow);
    hanging.look(0);
    assertThat(hanging.look(3600 * SECOND)).isEmpty();
    assertThat(told.aborted).isEmpty();
  }

  @Test
  void transactionsThatComeAndGoAreNeverTakenForOneThatStays() {
    for (int i = 0; i < 100; i++) {
      told.open.clear();
      told.open.add(open("linewatch.alerts", 7, 1, 100 + i));
      assertThat(hanging.look(10L * i * SECOND)).isEmpty();
    }
    assertThat(told.aborted).isEmpty();
    assertThat(hanging.watched()).isEqualTo(1);
  }

  @Test
  void aLaterEpochOfTheSameProducerIsAnotherTransaction() {
    told.open.add(open("linewatch.alerts", 7, 1, 120));
    hanging.look(0);
    told.open.clear();
    told.open.add(open("linewatch.alerts", 7, 2, 120));
    assertThat(hanging.look(40 * SECOND)).isEmpty();
  }

  @Test
  void anAbortThatFailsIsTriedAgainAtTheNextLook() {
    OpenTransaction forgotten = open("linewatch.alerts", 7, 1, 120);
    told.open.add(forgotten);
    hanging.look(0);
    told.deaf = true;
    assertThatThrownBy(() -> hanging.look(31 * SECOND)).isInstanceOf(KafkaUnavailable.class);
    told.deaf = false;
    assertThat(hanging.look(41 * SECOND)).containsExactly(forgotten);
  }

  @Test
  void whatIsWatchedIsBounded() {
    for (int i = 0; i < HangingTransactions.MAX_WATCHED + 5; i++) {
      told.open.add(open("linewatch.alerts", i, 1, i));
    }
    hanging.look(0);
    assertThat(hanging.watched()).isEqualTo(HangingTransactions.MAX_WATCHED);
  }

  private static OpenTransaction open(String topic, long producer, int epoch, long start) {
    return new OpenTransaction(new TopicPartition(topic, 0), producer, (short) epoch, 0, start);
  }

  private static final class Told implements Transactions {
    private final Set<OpenTransaction> open = new HashSet<>();
    private final Set<OpenTransaction> known = new HashSet<>();
    private final List<OpenTransaction> aborted = new ArrayList<>();
    private boolean deaf;

    @Override
    public Set<OpenTransaction> open() {
      return Set.copyOf(open);
    }

    @Override
    public Set<OpenTransaction> known(Set<OpenTransaction> asked) {
      Set<OpenTransaction> answer = new HashSet<>(asked);
      answer.retainAll(known);
      return answer;
    }

    @Override
    public void abort(OpenTransaction transaction) {
      if (deaf) {
        throw new KafkaUnavailable("away");
      }
      aborted.add(transaction);
    }
  }
}
