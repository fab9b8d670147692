package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.novelty.NoveltyFolder;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LanesTest {
  @TempDir Path stateDir;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Lanes lanes;

  @BeforeEach
  void start() {
    Detector.Speaker speaker =
        new StatementOrder("gw", new FakeOutput(), () -> Plant.T0, List.of());
    ModelLoader loader =
        new ModelLoader(
            (_, _) -> {
              throw new ModelRefused("there is none");
            },
            stateDir,
            new ModelInstaller(_ -> lanes.get(0), (_, _, _, _, _) -> {}));
    lanes =
        Lanes.of(
            3,
            Map.of(),
            new FakeOutput(),
            speaker,
            loader,
            new PipelineMetrics(metrics),
            new NoveltyFolder(stateDir),
            () -> Plant.T0);
    lanes.start();
  }

  @AfterEach
  void stop() {
    lanes.drain(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  @Test
  void aLaneThatFailsAtAStandstillFailsItAndHoldsNobodyUpForEver() throws Exception {
    List<List<Integer>> done = new ArrayList<>();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            lanes.standstill(
                lane -> {
                  if (lane.number() == 1) {
                    throw new IllegalArgumentException("a defect");
                  }
                  return lane.number();
                },
                done::add))
        .withMessageContaining("a defect");

    assertThat(done).isEmpty();
    assertThat(lanes.standstill(Lane::number, done::add)).as("the lanes go on").isTrue();
    assertThat(done).hasSize(1);
    assertThat(done.getFirst()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(new PipelineMetrics(metrics).counts()).containsEntry("failures", 1L);
  }
}
