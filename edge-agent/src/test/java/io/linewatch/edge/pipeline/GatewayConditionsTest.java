package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static io.linewatch.edge.pipeline.Plant.desired;
import static io.linewatch.edge.pipeline.Plant.pumpTemp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What time and the connections alone bring about. */
@Timeout(60)
final class GatewayConditionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path stateDir;
  private volatile Instant now = T0;
  private final FakeOutput output = new FakeOutput();
  private final FakeIntake intake = new FakeIntake();
  private EdgePipeline pipeline;

  @BeforeEach
  void start() {
    pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (_, _) -> {
              throw new ModelRefused("none here");
            },
            new SimpleMeterRegistry(),
            () -> now);
    assertThat(pipeline.apply(desired(1, pumpTemp(1, 80)))).isEmpty();
    pipeline.start();
  }

  @AfterEach
  void stop() {
    output.unblock();
    pipeline.close();
  }

  private List<GatewayFinding> gatewayFindings() {
    return output.statements().stream()
        .filter(GatewayFinding.class::isInstance)
        .map(GatewayFinding.class::cast)
        .toList();
  }

  /** Time goes on by a second with every look of the test. */
  private void awaitFindings(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          now = now.plusSeconds(1);
          return gatewayFindings().size() == count;
        });
  }

  private long count(String name) {
    return pipeline.counts().getOrDefault(name, 0L);
  }

  private static String payload(Instant time, double value) {
    return "{\"value\":" + value + ",\"time\":\"" + time + "\"}";
  }

  private void temperature(Instant time, double value) throws InterruptedException {
    intake.message("factory/l1/pump/temp", payload(time, value), now);
  }

  @Test
  void aConnectionThatIsDownIsRaisedInItsWordsAndClearedWhenItIsBack() {
    intake.up = false;
    awaitFindings(1);
    GatewayFinding raised = gatewayFindings().getFirst();
    assertThat(raised.kind()).isEqualTo(Kind.SOURCE_DISCONNECTED);
    assertThat(raised.active()).isTrue();
    assertThat(raised.subject()).isEqualTo("line");
    assertThat(raised.message()).contains("nothing of its sources is watched", "Nobody listens");
    assertThat(pipeline.snapshots(now).getFirst().activeGateway()).containsExactly(raised);

    intake.up = true;

    awaitFindings(2);
    GatewayFinding over = gatewayFindings().getLast();
    assertThat(over.active()).isFalse();
    assertThat(over.id().episode()).isEqualTo(raised.id().episode());
    assertThat(pipeline.snapshots(now).getFirst().activeGateway()).isEmpty();
  }

  @Test
  void aConnectionThatMayNotListenIsAConditionThoughItIsUp() {
    intake.refusal = "The broker refuses to let it listen.";

    awaitFindings(1);

    assertThat(gatewayFindings().getFirst().message()).contains("refuses to let it listen");
    intake.refusal = "";
    awaitFindings(2);
  }

  @Test
  void aHiccupOfAConnectionIsNoCondition() {
    ConnectionWatch watch =
        new ConnectionWatch(List.of(intake), (_, _) -> true, pipeline::report, () -> now);
    intake.up = false;
    watch.look();
    now = now.plus(ConnectionWatch.HICCUP);
    watch.look();
    intake.up = true;
    watch.look();
    assertThat(gatewayFindings()).isEmpty();
  }

  @Test
  void theOpenMinuteOfASilentSourceIsClosed() throws InterruptedException {
    for (int second = 0; second < 10; second++) {
      temperature(T0.plusSeconds(second), 60);
    }
    await().atMost(PATIENCE).until(() -> count("readings") == 10);
    now = T0.plusSeconds(65);
    assertThat(output.series()).isEmpty();

    now = T0.plusSeconds(66);

    await().atMost(PATIENCE).until(() -> output.series().size() == 2);
    assertThat(output.series())
        .extracting(SeriesBlock::series)
        .containsExactlyInAnyOrder("s/a/l1/pump/temp", Plant.PUMP_TEMP.toString());
    assertThat(output.series()).allMatch(block -> block.values().length == 10);
  }

  @Test
  void aFullLaneDropsQosZeroCountsItAndNeverHoldsTheConnection() throws Exception {
    output.block();
    int sent = 2 * LaneQueue.MAX_TASKS;
    CountDownLatch all = new CountDownLatch(1);
    // The finding of the first readings waits, and the lane with it; the connection must not.
    Thread connection =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < sent; i++) {
                  Instant time = T0.plusMillis(i);
                  intake.messageAtQosZero("factory/l1/pump/temp", payload(time, 90), T0);
                }
                all.countDown();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(all.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    connection.join();
    long shed = count("shed");
    assertThat(shed).isBetween(1L, (long) sent - LaneQueue.MAX_TASKS / 2);

    output.unblock();

    await().atMost(PATIENCE).until(() -> count("readings") == sent - shed);
    intake.messageAtQosZero("factory/l1/pump/temp", payload(T0.plusSeconds(60), 60), T0);
    await().atMost(PATIENCE).until(() -> count("readings") == sent - shed + 1);
  }
}
