package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.intake.InboundMessage.Receipt;
import io.linewatch.edge.signal.DecodedMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LaneQueueTest {
  private final LaneQueue queue = new LaneQueue(0, new PipelineMetrics(new SimpleMeterRegistry()));

  private static LaneTask.Measured message(AssetPath asset, int readings) {
    Reading reading =
        new Reading(
            new ChannelId(asset, "temp"), Plant.T0, Reading.TimeSource.SENSOR, 1, Quality.GOOD);
    return new LaneTask.Measured(
        new DecodedMessage(asset, Plant.T0, null, Collections.nCopies(readings, reading)),
        asset.hashCode(),
        Plant.T0,
        Receipt.NONE);
  }

  private int takeAll() throws InterruptedException {
    List<LaneTask> batch = new ArrayList<>();
    int taken = 0;
    while (!queue.isEmpty()) {
      queue.take(batch);
      taken += batch.size();
    }
    return taken;
  }

  @Test
  void aFloodOfOneAssetLeavesRoomForTheOthers() throws InterruptedException {
    int flood = 0;
    while (queue.offer(message(Plant.PUMP, 1))) {
      flood++;
    }

    assertThat(flood).isEqualTo(LaneQueue.MAX_TASKS / 2 + 1);
    int others = 0;
    while (others < LaneQueue.MAX_SHARE && queue.offer(message(Plant.PRESS, 1))) {
      others++;
    }
    assertThat(others).isEqualTo(LaneQueue.MAX_SHARE);
    assertThat(takeAll()).isEqualTo(flood + others);
    assertThat(queue.offer(message(Plant.PUMP, 1))).as("the flood is over").isTrue();
  }

  @Test
  void largeMessagesAreBoundedByTheirReadings() throws InterruptedException {
    int taken = 0;
    while (queue.offer(message(Plant.PUMP, 10_000))) {
      taken++;
    }

    assertThat(taken).isEqualTo(LaneQueue.MAX_READINGS / 10_000);
    assertThat(takeAll()).isEqualTo(taken);
  }

  @Test
  void aMessageLargerThanTheBoundPassesAlone() throws InterruptedException {
    assertThat(queue.offer(message(Plant.PUMP, LaneQueue.MAX_READINGS + 1))).isTrue();
    assertThat(queue.offer(message(Plant.PUMP, 1))).isFalse();
    assertThat(takeAll()).isEqualTo(1);
    assertThat(queue.offer(message(Plant.PUMP, 1))).isTrue();
  }

  @Test
  void aLaneThatHasEndedTakesNothing() throws InterruptedException {
    queue.end();

    assertThat(queue.put(message(Plant.PUMP, 1))).isFalse();
    assertThat(queue.offer(message(Plant.PUMP, 1))).isFalse();
  }

  @Test
  void whatManyThreadsHandOverIsTakenOnceAndInTheOrderOfEach() throws InterruptedException {
    int threads = 3;
    int each = 20_000;
    List<Thread> handing = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      AssetPath asset = AssetPath.of("s/a/l1/m" + t);
      handing.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; i < each; i++) {
                    assertThat(queue.put(numbered(asset, i))).isTrue();
                  }
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    int[] next = new int[threads];
    List<LaneTask> batch = new ArrayList<>();
    for (int taken = 0; taken < threads * each; taken += batch.size()) {
      queue.take(batch);
      for (LaneTask task : batch) {
        DecodedMessage message = ((LaneTask.Measured) task).message();
        int thread = message.asset().asset().charAt(1) - '0';
        assertThat(message.readings().getFirst().value()).isEqualTo(next[thread]++);
      }
    }
    for (Thread thread : handing) {
      thread.join();
    }
    assertThat(next).containsOnly(each);
    assertThat(queue.isEmpty()).isTrue();
  }

  private static LaneTask.Measured numbered(AssetPath asset, int number) {
    Reading reading =
        new Reading(
            new ChannelId(asset, "temp"),
            Plant.T0,
            Reading.TimeSource.SENSOR,
            number,
            Quality.GOOD);
    return new LaneTask.Measured(
        new DecodedMessage(asset, Plant.T0, null, List.of(reading)),
        asset.hashCode(),
        Plant.T0,
        Receipt.NONE);
  }
}
