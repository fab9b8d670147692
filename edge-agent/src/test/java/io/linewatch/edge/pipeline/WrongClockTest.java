package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.PUMP_TEMP;
import static io.linewatch.edge.pipeline.Plant.T0;
import static io.linewatch.edge.pipeline.Plant.desired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway decides whose clock is wrong: everything that one with a right clock does. */
@Timeout(60)
final class WrongClockTest {
  @TempDir Path stateDir;
  private final FakeOutput output = new FakeOutput();
  private final FakeIntake intake = new FakeIntake();
  private final AtomicBoolean trusted = new AtomicBoolean(true);
  private EdgePipeline pipeline;
  private int sent;

  @BeforeEach
  void start() {
    pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (_, _) -> {
              throw new ModelRefused("there is none");
            },
            new SimpleMeterRegistry(),
            () -> T0);
    pipeline.vouchedBy(trusted::get);
    assertThat(pipeline.apply(desired(1, new DesiredState.DetectorPolicy(PUMP_TEMP, atOnce()))))
        .isEmpty();
    pipeline.start();
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void sensorsAheadOfAClockThatWasSetBackAreDecidedAtTheirArrivalAndNotTakenForRepetitions()
      throws InterruptedException {
    measured(90, T0, T0);
    Instant wrong = T0.minus(Duration.ofHours(1));
    measured(70, T0.plusSeconds(1), wrong.plusSeconds(1));
    measured(90, T0.plusSeconds(2), wrong.plusSeconds(2));
    measured(70, T0.plusSeconds(3), T0.plusSeconds(3));

    List<ConditionFinding> findings = findings();
    assertThat(findings)
        .extracting(ConditionFinding::kind)
        .containsExactly(
            Decision.Kind.RAISED,
            Decision.Kind.CLEARED,
            Decision.Kind.RAISED,
            Decision.Kind.CLEARED);
    assertThat(findings.get(1).time()).isEqualTo(wrong.plusSeconds(1));
    assertThat(findings.get(1).quality())
        .as("a clamped time is doubtful")
        .isEqualTo(Quality.UNCERTAIN);
    assertThat(findings.get(3).time()).isEqualTo(T0.plusSeconds(3));
  }

  @Test
  void aReadingWithoutATimeOfItsOwnIsNewEvenWhenTheClockWasSetBackALittle()
      throws InterruptedException {
    arrived(70, T0);
    arrived(90, T0.minusSeconds(5));
    arrived(70, T0.minusSeconds(4));
    arrived(90, T0.plusSeconds(1));

    assertThat(findings())
        .extracting(ConditionFinding::time)
        .as("never behind the last one")
        .containsExactly(T0.plusNanos(1_000), T0.plusNanos(2_000), T0.plusSeconds(1));
  }

  @Test
  void everyFindingSaysWhetherTheClockCouldBeTrustedWhenItWasMade() throws InterruptedException {
    measured(90, T0, T0);
    findings();
    trusted.set(false);
    measured(70, T0.plusSeconds(1), T0.plusSeconds(1));

    assertThat(findings()).extracting(ConditionFinding::clockTrusted).containsExactly(true, false);
  }

  private List<ConditionFinding> findings() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAtomic(intake.acknowledged, org.hamcrest.Matchers.equalTo(sent));
    return output.findings();
  }

  private void measured(double value, Instant time, Instant arrival) throws InterruptedException {
    send("{\"value\":" + value + ",\"time\":\"" + time + "\"}", arrival);
  }

  private void arrived(double value, Instant arrival) throws InterruptedException {
    send("{\"value\":" + value + "}", arrival);
  }

  private void send(String payload, Instant arrival) throws InterruptedException {
    intake.message("factory/l1/pump/temp", payload, arrival);
    sent++;
  }

  private static AlarmPolicy atOnce() {
    return new AlarmPolicy(
        1,
        AlarmClass.ALARM,
        List.of(new Limit(Severity.HIGH, Comparison.ABOVE, 80)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        1,
        false,
        null,
        Set.of(),
        null,
        "cause",
        "consequence",
        "do something");
  }
}
