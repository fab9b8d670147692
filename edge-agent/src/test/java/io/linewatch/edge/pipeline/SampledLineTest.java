package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static io.linewatch.edge.pipeline.Plant.pumpTemp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Preset;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Sparkplug connection brings, on its way through lanes. */
@Timeout(60)
final class SampledLineTest {
  private static final String DEVICE = "spBv1.0/plant/node/pump";

  @TempDir Path stateDir;
  private final FakeIntake intake = new FakeIntake();
  private final FakeOutput output = new FakeOutput();
  private EdgePipeline pipeline;

  @BeforeEach
  void start() {
    pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (_, _) -> {
              throw new IllegalStateException("there are no models here");
            },
            new SimpleMeterRegistry(),
            () -> T0.plusSeconds(3_600));
    assertThat(pipeline.apply(desired())).isEmpty();
    pipeline.start();
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private static DesiredState desired() {
    DesiredState plain = Plant.desired(1, pumpTemp(1, 80));
    SourceMapping sparkplug =
        new SourceMapping(
            "spb",
            "spBv1.0/plant/+/{asset}",
            "s",
            "a",
            "l1",
            null,
            null,
            Map.of(),
            null,
            SourceMapping.TimeFormat.AUTO,
            null,
            null,
            Preset.SPARKPLUG_B);
    return new DesiredState(
        plain.gateway(),
        plain.revision(),
        plain.issuedAt(),
        plain.issuedBy(),
        plain.home(),
        List.of(sparkplug),
        plain.assets(),
        plain.channels(),
        plain.policies(),
        plain.models());
  }

  private void temperature(int second, double value, boolean historical, Quality quality)
      throws InterruptedException {
    Instant time = T0.plusSeconds(second);
    Sample sample = new Sample("temp", time, TimeSource.SENSOR, historical, value, null, quality);
    intake.samples(new DeviceSamples(DEVICE, T0.plusSeconds(3_600), List.of(sample)));
  }

  private List<SeriesBlock> keptAfterStop() {
    pipeline.close();
    return output.series().stream()
        .filter(block -> block.series().equals("s/a/l1/pump/temp"))
        .toList();
  }

  @Test
  void liveValuesAreDecidedAndKept() throws InterruptedException {
    for (int second = 0; second < 6; second++) {
      temperature(second, 90, false, Quality.GOOD);
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> output.findings().size() == 1);
    assertThat(keptAfterStop()).isNotEmpty();
  }

  @Test
  void historicalValuesAreKeptAndDecideNothing() throws InterruptedException {
    for (int second = 0; second < 6; second++) {
      temperature(second, 90, true, Quality.GOOD);
    }

    List<SeriesBlock> kept = keptAfterStop();
    assertThat(output.findings()).isEmpty();
    assertThat(kept.stream().mapToInt(block -> block.values().length).sum()).isEqualTo(6);
  }

  @Test
  void staleValuesDecideNothing() throws InterruptedException {
    for (int second = 0; second < 6; second++) {
      temperature(second, 90, false, Quality.BAD);
    }

    assertThat(keptAfterStop()).isNotEmpty();
    assertThat(output.findings()).isEmpty();
  }

  @Test
  void aDeviceThatIsStaleIsAConditionUntilItIsBornAgain() {
    Instant[] now = {T0};
    ConnectionWatch watch =
        new ConnectionWatch(
            List.of(intake), (_, topic) -> topic.equals(DEVICE), pipeline::report, () -> now[0]);
    intake.silent = Map.of(DEVICE, "it has died", "spBv1.0/plant/node/unwanted", "it has died");
    watch.look();
    now[0] = T0.plusSeconds(6);
    watch.look();
    watch.look();
    intake.silent = Map.of();
    watch.look();
    watch.close();

    assertThat(
            output.statements().stream()
                .filter(GatewayFinding.class::isInstance)
                .map(GatewayFinding.class::cast))
        .extracting(GatewayFinding::subject, GatewayFinding::active)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DEVICE, true),
            org.assertj.core.groups.Tuple.tuple(DEVICE, false));
  }
}
