package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static io.linewatch.edge.pipeline.Plant.desired;
import static io.linewatch.edge.pipeline.Plant.pumpTemp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.edge.outbox.Missing;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SeriesGateTest {
  @TempDir Path stateDir;
  private final FakeOutput output = new FakeOutput();
  private final FakeIntake intake = new FakeIntake();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private EdgePipeline start() {
    EdgePipeline pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (name, digest) -> {
              throw new ModelRefused("none here");
            },
            metrics,
            () -> T0.plusSeconds(3_600));
    assertThat(pipeline.apply(desired(1, pumpTemp(1, 80)))).isEmpty();
    pipeline.start();
    return pipeline;
  }

  private void temperature(int second, double value, boolean again) throws InterruptedException {
    String topic = "factory/l1/pump/temp";
    String payload = "{\"value\":" + value + ",\"time\":\"" + T0.plusSeconds(second) + "\"}";
    if (again) {
      intake.message(topic, payload, T0.plusSeconds(3_600));
    } else {
      intake.messageAtQosZero(topic, payload, T0.plusSeconds(3_600));
    }
  }

  private List<Missing> missing() {
    return output.missing();
  }

  @Test
  void whileTheDiskIsSparedFindingsAreKeptAndSeriesLeaveGaps() throws InterruptedException {
    try (EdgePipeline pipeline = start()) {
      pipeline.relief().protect(1, true);
      for (int second = 0; second < 200; second++) {
        temperature(second, second > 20 ? 90 : 70, true);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAtomic(intake.acknowledged, org.hamcrest.Matchers.equalTo(200));

      assertThat(output.findings()).hasSize(1);
      assertThat(output.series()).isEmpty();
      assertThat(missing())
          .isNotEmpty()
          .allSatisfy(gap -> {
            assertThat(gap.reason()).isEqualTo(SeriesGate.SPARED);
            assertThat(gap.asset()).isEqualTo(Plant.PUMP);
            assertThat(gap.count()).isEqualTo(60);
          });
      assertThat(metrics.get("linewatch.edge.series.stopped").counter().count())
          .isEqualTo(missing().size());

      pipeline.relief().protect(1, false);
      for (int second = 200; second < 400; second++) {
        temperature(second, 70, true);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> !output.series().isEmpty());
    }
  }

  @Test
  void whileTheGatewayProtectsItselfEveryNthMessageAtQosZeroIsDecidedAndTheRestToldAsAGap()
      throws InterruptedException {
    try (EdgePipeline pipeline = start()) {
      pipeline.relief().protect(4, false);
      for (int second = 0; second < 40; second++) {
        temperature(second, 70, false);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Long.valueOf(10).equals(pipeline.counts().get("readings")));
      temperature(41, 70, true);
      temperature(42, 70, true);
      await()
          .atMost(Duration.ofSeconds(20))
          .alias("QoS 1 is never thinned")
          .untilAtomic(intake.acknowledged, org.hamcrest.Matchers.equalTo(2));
      assertThat(pipeline.counts()).containsEntry("shed-readings-protected", 30L);

      pipeline.relief().tellShed();

      await().atMost(Duration.ofSeconds(20)).until(() -> missing().size() == 1);
      assertThat(missing().getFirst().count()).isEqualTo(30);
      pipeline.relief().tellShed();
      assertThat(missing()).as("told once").hasSize(1);
    }
  }
}
