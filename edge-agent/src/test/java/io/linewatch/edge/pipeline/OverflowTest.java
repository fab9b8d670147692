package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.intake.InboundMessage.Receipt;
import io.linewatch.edge.pipeline.LaneTask.Measured;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.signal.Shedding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OverflowTest {
  private final List<Integer> oldest = new ArrayList<>();
  private final List<Integer> thin = new ArrayList<>();
  private final Overflow overflow =
      new Overflow(task -> oldest.add(number(task)), task -> thin.add(number(task)));

  private static int number(LaneTask task) {
    return (int) ((Measured) task).message().readings().getFirst().value();
  }

  private static Measured task(AssetPath asset, int number, int readings) {
    Reading reading =
        new Reading(
            new ChannelId(asset, "temp"),
            Plant.T0,
            Reading.TimeSource.SENSOR,
            number,
            Quality.GOOD);
    return new Measured(
        new DecodedMessage(asset, Plant.T0, null, Collections.nCopies(readings, reading)),
        asset.hashCode(),
        Plant.T0,
        Receipt.NONE);
  }

  private void add(AssetPath asset, int number, Shedding choice) {
    Measured task = task(asset, number, 1);
    overflow.add(LaneQueue.share(task), task, choice);
  }

  private List<Integer> drained() {
    List<LaneTask> batch = new ArrayList<>();
    overflow.drainTo(batch, _ -> true, Integer.MAX_VALUE);
    return batch.stream().map(OverflowTest::number).toList();
  }

  @Test
  void ofOldestTheNewestAreKeptInOrder() {
    int all = 3 * Overflow.RING_MESSAGES;
    for (int i = 0; i < all; i++) {
      add(Plant.PUMP, i, Shedding.OLDEST);
    }
    int kept = Overflow.RING_MESSAGES;
    assertThat(oldest).isEqualTo(IntStream.range(0, all - kept).boxed().toList());
    assertThat(drained()).isEqualTo(IntStream.range(all - kept, all).boxed().toList());
    assertThat(overflow.isEmpty()).isTrue();
    assertThat(overflow.messages()).isZero();
  }

  @Test
  void ofThinWhatIsKeptIsSpreadEvenlyOverTheWholeTime() {
    int all = 10 * Overflow.RING_MESSAGES;
    for (int i = 0; i < all; i++) {
      add(Plant.PUMP, i, Shedding.THIN);
    }
    List<Integer> kept = drained();
    assertThat(kept.size()).isBetween(Overflow.RING_MESSAGES / 2, Overflow.RING_MESSAGES);
    assertThat(kept.size() + thin.size()).isEqualTo(all);
    assertThat(kept.getFirst()).isZero();
    int step = kept.get(1);
    for (int i = 1; i < kept.size(); i++) {
      assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(step);
    }
    assertThat(all - kept.getLast()).isLessThanOrEqualTo(step);
  }

  @Test
  void oneAssetTakesNothingOfAnothersRing() {
    for (int i = 0; i < 100 * Overflow.RING_MESSAGES; i++) {
      add(Plant.PUMP, i, Shedding.OLDEST);
    }
    oldest.clear();
    for (int i = 0; i < Overflow.RING_MESSAGES; i++) {
      add(Plant.PRESS, i, Shedding.OLDEST);
    }
    assertThat(oldest).isEmpty();
  }

  @Test
  void allRingsTogetherAreBoundedByMessagesAndByReadings() {
    for (int asset = 0; asset < 40; asset++) {
      for (int i = 0; i < Overflow.RING_MESSAGES; i++) {
        add(AssetPath.of("s/a/l1/m" + asset), i, i % 2 == 0 ? Shedding.OLDEST : Shedding.THIN);
      }
    }
    assertThat(overflow.messages()).isLessThanOrEqualTo(Overflow.MAX_MESSAGES);
    assertThat(drained()).hasSizeLessThanOrEqualTo(Overflow.MAX_MESSAGES);

    oldest.clear();
    for (int i = 0; i < 10; i++) {
      Measured large = task(Plant.PUMP, i, Overflow.RING_READINGS / 2);
      overflow.add(LaneQueue.share(large), large, Shedding.OLDEST);
    }
    assertThat(drained()).containsExactly(8, 9);
  }

  @Test
  void aMessageLargerThanARingPassesAlone() {
    Measured huge = task(Plant.PUMP, 7, Overflow.RING_READINGS + 1);
    overflow.add(LaneQueue.share(huge), huge, Shedding.OLDEST);
    assertThat(drained()).containsExactly(7);
  }

  @Test
  void aRingWaitsUntilWhatIsOlderHasLeftTheQueue() {
    add(Plant.PUMP, 1, Shedding.THIN);
    List<LaneTask> batch = new ArrayList<>();
    overflow.drainTo(batch, _ -> false, 10);
    assertThat(batch).isEmpty();
    assertThat(overflow.holds(LaneQueue.share(task(Plant.PUMP, 0, 1)))).isTrue();
    assertThat(overflow.holds(LaneQueue.share(task(Plant.PRESS, 0, 1)))).isFalse();
  }

  /** The queue and its overflow together, as a lane and a connection use them. */
  private static final class Flooded {
    final PipelineMetrics metrics = new PipelineMetrics(new SimpleMeterRegistry());
    final LaneQueue queue = new LaneQueue(0, metrics);
    int offered;

    void flood(Shedding choice, int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        Measured task = task(Plant.PUMP, offered++, 1);
        if (!queue.offer(task)) {
          assertThat(queue.giveWay(task, choice)).isTrue();
        }
      }
    }

    List<Integer> taken() throws InterruptedException {
      List<Integer> numbers = new ArrayList<>();
      List<LaneTask> batch = new ArrayList<>();
      while (!queue.isEmpty()) {
        queue.take(batch);
        batch.stream()
            .filter(t -> ((Measured) t).message().asset().equals(Plant.PUMP))
            .map(OverflowTest::number)
            .forEach(numbers::add);
      }
      return numbers;
    }
  }

  @Test
  void aFloodOfOldestLeavesTheNewestAndRoomForTheOthers() throws InterruptedException {
    Flooded flooded = new Flooded();
    flooded.flood(Shedding.OLDEST, 100_000);
    int others = 0;
    while (others < LaneQueue.MAX_SHARE && flooded.queue.offer(task(Plant.PRESS, 0, 1))) {
      others++;
    }
    assertThat(others).isEqualTo(LaneQueue.MAX_SHARE);

    assertThat(flooded.taken())
        .isEqualTo(IntStream.range(100_000 - Overflow.RING_MESSAGES, 100_000).boxed().toList());
    assertThat(flooded.metrics.counts())
        .containsEntry("shed-readings-oldest", 100_000L - Overflow.RING_MESSAGES)
        .containsEntry("shed", 100_000L - Overflow.RING_MESSAGES)
        .containsEntry("shed-readings-newest", 0L);
  }

  @Test
  void aFloodOfThinIsDecidedInOrderFromBeginningToEndWithNothingTwice()
      throws InterruptedException {
    Flooded flooded = new Flooded();
    flooded.flood(Shedding.THIN, 100_000);

    List<Integer> taken = flooded.taken();

    assertThat(taken).isSorted().doesNotHaveDuplicates();
    assertThat(taken.getFirst()).isZero();
    assertThat(taken.getLast()).isGreaterThan(99_000);
    assertThat(flooded.metrics.counts()).containsEntry("shed", 100_000L - taken.size());
  }

  @Test
  void afterTheFloodAllIsDecidedAgain() throws InterruptedException {
    Flooded flooded = new Flooded();
    flooded.flood(Shedding.OLDEST, 10_000);
    var _ = flooded.taken();
    long shed = flooded.metrics.shed.messages();
    flooded.flood(Shedding.OLDEST, 1_000);
    assertThat(flooded.taken()).isEqualTo(IntStream.range(10_000, 11_000).boxed().toList());
    assertThat(flooded.metrics.shed.messages()).isEqualTo(shed);
  }

  @Test
  void whileALaneTakesAndAConnectionFloodsNothingIsTakenTwiceOrOutOfOrder() throws Exception {
    for (Shedding choice : List.of(Shedding.OLDEST, Shedding.THIN)) {
      Flooded flooded = new Flooded();
      int all = 200_000;
      Thread connection =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  flooded.flood(choice, all);
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      List<Integer> taken = new ArrayList<>();
      while (connection.isAlive() || !flooded.queue.isEmpty()) {
        taken.addAll(flooded.taken());
      }
      connection.join();
      assertThat(taken).isSorted().doesNotHaveDuplicates();
      assertThat(taken.size() + flooded.metrics.shed.messages()).isEqualTo(all);
    }
  }

  @Test
  void aLaneThatHasEndedTakesNothing() throws InterruptedException {
    Flooded flooded = new Flooded();
    flooded.queue.end();
    assertThat(flooded.queue.giveWay(task(Plant.PUMP, 1, 1), Shedding.OLDEST)).isFalse();
  }
}
