package io.linewatch.central.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.history.BatchWriter.Written;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteBehindTest {
  private static final TopicPartition PARTITION = new TopicPartition("linewatch.series", 0);

  /** Ends of the batches that were begun. */
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

  private final CountDownLatch commit = new CountDownLatch(1);
  private volatile String failure = "";
  private final WriteBehind behind = new WriteBehind(this::write);

  private Written write(ReadBatch batch) throws SQLException {
    begun.add(batch.ends().get(PARTITION));
    try {
      commit.await();
    } catch (InterruptedException e) {
      throw new SQLException("interrupted", e);
    }
    if (!failure.isEmpty()) {
      throw new SQLException(failure);
    }
    return new Written(List.of(), List.of());
  }

  private static ReadBatch batchTo(long end) {
    return new ReadBatch(List.of(), List.of(), Map.of(PARTITION, end));
  }

  @AfterEach
  void close() {
    commit.countDown();
    behind.close();
  }

  @Test
  void theReaderDoesNotWaitForTheBatchItHandedOver() throws Exception {
    assertThat(behind.write(batchTo(10))).isEmpty();

    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(10);
    assertThat(behind.settled()).isEmpty();

    commit.countDown();
    assertThat(behind.await()).isPresent();
    assertThat(behind.await()).isEmpty();
  }

  @Test
  void noBatchIsBegunBeforeTheOneBeforeIsCommitted() throws Exception {
    behind.write(batchTo(10));
    Thread reader =
        Thread.startVirtualThread(() -> {
          try {
            behind.write(batchTo(20));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(10);
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(begun).isEmpty();

    commit.countDown();
    reader.join();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(20);
  }

  @Test
  void afterAFailureTheNextBatchIsNotBegunAndTheReaderLearnsWhy() throws Exception {
    failure = "the database is away";
    behind.write(batchTo(10));
    commit.countDown();

    assertThatThrownBy(() -> behind.write(batchTo(20)))
        .isInstanceOf(SQLException.class)
        .hasMessage("the database is away");

    behind.close();
    assertThat(begun).containsExactly(10L);
  }

  @Test
  void closingWaitsForTheBatchUnderWaySoThatOffsetsReadAfterwardsAreTrue() throws Exception {
    behind.write(batchTo(10));
    Thread closer = Thread.startVirtualThread(behind::close);
    while (closer.getState() != Thread.State.WAITING
        && closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(closer.isAlive()).isTrue();

    commit.countDown();
    closer.join();
    assertThat(behind.await()).isPresent();
  }
}
