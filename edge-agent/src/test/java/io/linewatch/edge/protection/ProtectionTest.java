package io.linewatch.edge.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.edge.protection.Marks.Pair;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProtectionTest {
  private static final Marks MARKS =
      new Marks(
          new Pair(85, 70),
          new Pair(95, 85),
          new Pair(85, 70),
          new Pair(60, 50),
          new Pair(256, 512),
          new Pair(80, 60),
          Duration.ofSeconds(30));
  private static final Load CALM = new Load(10, 20, 30, 10, 10_000, 0);

  private final List<String> told = new ArrayList<>();
  private final List<String> given = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Load load = CALM;
  private int shedTold;
  private final ProtectionWatch watch =
      new ProtectionWatch(
          () -> load,
          MARKS,
          new ProtectionWatch.Measures() {
            @Override
            public void protect(int keepEvery, boolean withoutSeries) {
              given.add(keepEvery + (withoutSeries ? " without series" : ""));
            }

            @Override
            public void tellShed() {
              shedTold++;
            }
          },
          (Kind kind, String subject, Severity _, boolean active, String message) ->
              told.add((active ? "+" : "-") + kind + ":" + subject + " " + message),
          metrics);

  private void look(int second, Load now) throws InterruptedException {
    load = now;
    watch.look(TimeUnit.SECONDS.toNanos(second));
  }

  private static Load cpu(double percent) {
    return new Load(percent, 20, 30, 10, 10_000, 0);
  }

  private static Load disk(double megabytes) {
    return new Load(10, 20, 30, 10, megabytes, 0);
  }

  @Test
  void inTheCalmNothingIsGivenUpOrSaid() throws InterruptedException {
    look(0, CALM);
    assertThat(told).isEmpty();
    assertThat(given).containsExactly("1");
    assertThat(shedTold).isEqualTo(1);
    assertThat(watch.hasPowerToSpare()).isTrue();
    assertThat(watch.views()).hasSize(6).noneMatch(ProtectionWatch.View::raised);
  }

  @Test
  void coresCountAfterTheirHoldAndThinMoreAndMoreUntilItIsOver() throws InterruptedException {
    look(0, cpu(90));
    look(20, cpu(80));
    look(25, cpu(90));
    assertThat(given).as("a break begins anew").containsOnly("1");
    look(54, cpu(90));
    assertThat(told).isEmpty();
    look(55, cpu(90));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .startsWith("+CPU_OVERLOADED:process ")
        .contains("every 2. message", "move assets");
    assertThat(watch.hasPowerToSpare()).isFalse();
    assertThat(watch.problems()).hasSize(1);
    for (int second = 60; second <= 400; second += 5) {
      look(second, cpu(75));
    }
    assertThat(given.getLast()).as("between the marks it stays").isEqualTo("16");
    assertThat(told).as("each step is told once").hasSize(4);
    look(405, cpu(69));
    look(434, cpu(69));
    assertThat(given.getLast()).isEqualTo("16");
    look(435, cpu(69));
    assertThat(given.getLast()).isEqualTo("1");
    assertThat(told.getLast()).startsWith("-CPU_OVERLOADED:process ");
    assertThat(watch.hasPowerToSpare()).isTrue();
  }

  @Test
  void aFullDiskStopsSeriesAtOnceAndBringsThemBackWithRoomToSpare() throws InterruptedException {
    look(0, disk(256));
    assertThat(given).containsExactly("1 without series");
    assertThat(told.getFirst()).startsWith("+DISK_NEARLY_FULL:series ").contains("Free some");
    look(5, disk(511));
    assertThat(given.getLast()).isEqualTo("1 without series");
    look(10, disk(512));
    assertThat(given.getLast()).isEqualTo("1");
    assertThat(told.getLast()).startsWith("-DISK_NEARLY_FULL:series ");
    assertThat(watch.hasPowerToSpare()).isTrue();
  }

  @Test
  void memoryThinsAsCoresDoAndABusyMachineIsOnlySaid() throws InterruptedException {
    for (Load full :
        List.of(new Load(10, 20, 90, 10, 10_000, 0), new Load(10, 20, 30, 61, 10_000, 0))) {
      look(0, CALM);
      look(10, full);
      look(40, full);
      assertThat(given.getLast()).isEqualTo("2");
      assertThat(told.getLast()).startsWith("+MEMORY_NEARLY_FULL:").contains("-Xmx");
      look(50, CALM);
      look(80, CALM);
      assertThat(given.getLast()).isEqualTo("1");
    }
    Load busy = new Load(10, 99, 30, 10, 10_000, 0);
    look(100, busy);
    int before = told.size();
    look(390, busy);
    assertThat(told).as("a busy minute of others calls nobody").hasSize(before);
    look(400, busy);
    assertThat(given.getLast()).isEqualTo("1");
    assertThat(told.getLast())
        .startsWith("+CPU_OVERLOADED:machine ")
        .contains("Nothing is given up");
    assertThat(watch.hasPowerToSpare()).isFalse();
  }

  @Test
  void aFullOutboxIsSaidBeforeSeriesGiveWay() throws InterruptedException {
    look(0, new Load(10, 20, 30, 10, 10_000, 80));
    assertThat(told.getFirst()).startsWith("+OUTBOX_NEARLY_FULL: ").contains("outbox.maxMegabytes");
    assertThat(given).containsExactly("1");
  }

  @Test
  void whatCannotBeReadChangesNothing() throws InterruptedException {
    Load unknown = new Load(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    look(0, unknown);
    assertThat(told).isEmpty();
    look(5, disk(100));
    look(10, unknown);
    assertThat(given.getLast()).isEqualTo("1 without series");
  }

  @Test
  void everyMarkHasAMetric() throws InterruptedException {
    look(0, disk(1));
    assertThat(metrics.get("linewatch.edge.protection").tag("mark", "disk").gauge().value())
        .isEqualTo(1);
    assertThat(metrics.get("linewatch.edge.protection").tag("mark", "heap").gauge().value())
        .isZero();
    assertThat(metrics.get("linewatch.edge.protection.keep.every").gauge().value()).isEqualTo(1);
  }

  @Test
  void theMachineItselfCanBeRead(@TempDir Path folder) {
    Load read = new MachineProbe(folder, () -> 12).read();
    assertThat(read.diskFreeMegabytes()).isPositive();
    assertThat(read.heapPercent()).isBetween(0.0, 100.0);
    assertThat(read.processMemoryPercent()).isBetween(0.01, 100.0);
    assertThat(read.outboxPercent()).isEqualTo(12);
  }
}
