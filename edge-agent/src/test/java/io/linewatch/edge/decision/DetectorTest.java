package io.linewatch.edge.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.RemainingLife;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.pipeline.Plant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final AlarmPolicy POLICY = Plant.policy(1, 100);

  private static final Detector.Speaker SPEAKER =
      new Detector.Speaker() {
        @Override
        public String gateway() {
          return "gw";
        }

        @Override
        public String epoch() {
          return "e";
        }

        @Override
        public boolean clockTrusted() {
          return true;
        }
      };

  private final Detector detector =
      new Detector(DetectorId.model(Plant.PUMP, "life"), SPEAKER, POLICY, "%", null);

  /** What is raised after the policy's three seconds. */
  private ConditionFinding raised(Evidence evidence) {
    var _ = detector.decide(Plant.T0, 150, Quality.GOOD, null, () -> evidence);
    Detector.Outcome outcome =
        detector.decide(Plant.T0.plusSeconds(3), 150, Quality.GOOD, null, () -> evidence);
    return Objects.requireNonNull(Objects.requireNonNull(outcome).finding());
  }

  @Test
  void aForetoldLifeIsSaidInCyclesAndTimeWithItsInterval() {
    RemainingLife life = RemainingLife.of(24, 12, 40, Duration.ofHours(1));

    ConditionFinding finding = raised(new Evidence("sha256:1", List.of(), life));

    assertThat(finding.evidence().life()).isEqualTo(life);
    assertThat(finding.cause())
        .isEqualTo(
            "cause About 24 cycles are left, nine times in ten between 12 and 40; that is about"
                + " 24 h of running (12 to 40).");
  }

  @Test
  void whatExplainsAndWhatIsInDoubtFollowThePolicysCause() {
    detector.explain("It was new.");
    detector.doubt("The signal itself is in doubt: flat-line.");

    assertThat(raised(Evidence.NONE).cause())
        .isEqualTo("cause It was new. The signal itself is in doubt: flat-line.");
  }
}
