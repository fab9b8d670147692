package io.linewatch.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredSource.DesiredRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayControlTest {
  @TempDir Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  private final FakePipeline pipeline = new FakePipeline();
  private final FakeReports reports = new FakeReports();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private static final class FakePipeline implements Controlled {
    final List<Long> applied = new ArrayList<>();
    final List<Instant> snapshots = new ArrayList<>();
    final List<Boolean> refusals = new ArrayList<>();
    List<String> answer = List.of();

    @Override
    public List<String> apply(DesiredState desired) {
      if (answer.isEmpty()) {
        applied.add(desired.revision());
      }
      return answer;
    }

    @Override
    public void snapshot(Instant time) {
      snapshots.add(time);
    }

    @Override
    public List<ModelStatus> models() {
      return List.of();
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of("readings", 1L);
    }

    @Override
    public void report(
        GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String text) {
      refusals.add(active);
    }
  }

  private static final class FakeReports implements GatewayControl.Reports {
    final List<GatewayStatus> statuses = new ArrayList<>();
    final List<AssetPath> homes = new ArrayList<>();

    @Override
    public String epoch() {
      return "e";
    }

    @Override
    public boolean offer(GatewayStatus status) {
      return statuses.add(status);
    }

    @Override
    public void standsAt(AssetPath gatewayAsset) {
      homes.add(gatewayAsset);
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of("outbox.rows", 2L);
    }
  }

  private static final class AwaySource implements DesiredSource {
    @Override
    public List<DesiredRecord> poll(Duration atMost) {
      return List.of();
    }

    @Override
    public String problem() {
      return "away";
    }

    @Override
    public void close() {}
  }

  private GatewayControl control() {
    return new GatewayControl(
        "gw-1",
        "test",
        pipeline,
        reports,
        new AwaySource(),
        new DesiredCache(folder),
        metrics,
        now::get);
  }

  private static DesiredRecord record(String gateway, long revision) {
    DesiredState state =
        new DesiredState(
            gateway,
            revision,
            Instant.parse("2026-03-01T07:00:00Z"),
            "ada",
            "demo/hall-1/line-1",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new DesiredRecord(Topics.DESIRED.codec().encode(state));
  }

  @Test
  void ofABacklogOnlyTheHighestRevisionIsApplied() throws Exception {
    GatewayControl control = control();
    control.turn(List.of(record("gw-1", 3), record("gw-1", 7), record("gw-1", 5)));
    assertThat(pipeline.applied).containsExactly(7L);
    assertThat(control.state().appliedRevision()).isEqualTo(7);
    assertThat(reports.homes).containsExactly(AssetPath.of("demo/hall-1/line-1/gw-1"));
    assertThat(reports.statuses.getLast().appliedRevision()).isEqualTo(7);
    assertThat(reports.statuses.getLast().counts()).containsKeys("readings", "outbox.rows");
    control.turn(List.of(record("gw-1", 7), record("gw-1", 6)));
    assertThat(pipeline.applied).containsExactly(7L);
  }

  @Test
  void whatWasAppliedIsThereAfterARestartWithKafkaAway() throws Exception {
    control().turn(List.of(record("gw-1", 7)));
    GatewayControl again = control();
    again.applyCached();
    assertThat(pipeline.applied).containsExactly(7L, 7L);
    assertThat(again.state().appliedRevision()).isEqualTo(7);
    again.turn(List.of());
    assertThat(pipeline.snapshots).hasSize(2);
  }

  @Test
  void aDamagedCacheIsSetAsideAndSaid() throws Exception {
    Files.writeString(folder.resolve(DesiredCache.FILE), "{\"v\":1,");
    GatewayControl control = control();
    control.applyCached();
    assertThat(control.state().problems().getFirst()).contains("damaged");
    assertThat(folder.resolve(DesiredCache.FILE + ".bad")).exists();
    control.turn(List.of(record("gw-1", 1)));
    assertThat(control.state().problems()).isEmpty();
  }

  @Test
  void aRefusedRevisionIsReportedWithItsProblemsAndTheOldOneStays() throws Exception {
    GatewayControl control = control();
    control.turn(List.of(record("gw-1", 7)));
    pipeline.answer = List.of("channel a/b/c/d/e has no unit", "another");
    control.turn(List.of(record("gw-1", 8)));
    GatewayStatus status = reports.statuses.getLast();
    assertThat(status.appliedRevision()).isEqualTo(7);
    assertThat(status.refusedRevision()).isEqualTo(8);
    assertThat(status.problems()).hasSize(2);
    assertThat(pipeline.refusals).endsWith(true);
    pipeline.answer = List.of();
    control.turn(List.of(record("gw-1", 9)));
    assertThat(control.state()).isEqualTo(new ControlState(9, 0, List.of(), "demo/hall-1/line-1"));
    assertThat(pipeline.refusals).endsWith(false);
  }

  @Test
  void whatIsMalformedOrForAnotherIsRefusedAndCounted() throws Exception {
    GatewayControl control = control();
    control.turn(List.of(record("gw-1", 7)));
    control.turn(
        List.of(
            new DesiredRecord(null),
            new DesiredRecord("{}".getBytes(StandardCharsets.UTF_8)),
            record("gw-2", 9)));
    assertThat(control.state().appliedRevision()).isEqualTo(7);
    assertThat(control.state().problems().getFirst()).contains("gw-2");
    assertThat(metrics.counter("linewatch.desired.records", "outcome", "malformed").count())
        .isEqualTo(3);
    assertThat(pipeline.applied).containsExactly(7L);
  }

  @Test
  void statusGoesOutOnChangeAndEachMinuteAndSnapshotsEachHour() throws Exception {
    GatewayControl control = control();
    control.turn(List.of(record("gw-1", 7)));
    int first = reports.statuses.size();
    control.turn(List.of());
    assertThat(reports.statuses).hasSize(first);
    now.updateAndGet(time -> time.plusSeconds(60));
    control.turn(List.of());
    assertThat(reports.statuses).hasSize(first + 1);
    assertThat(pipeline.snapshots).hasSize(1);
    control.requestSnapshot();
    control.turn(List.of());
    assertThat(pipeline.snapshots).hasSize(2);
    now.updateAndGet(time -> time.plusSeconds(3600));
    control.turn(List.of());
    assertThat(pipeline.snapshots).hasSize(3);
  }
}
