package io.linewatch.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineSimulationTest {
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

  @Test
  void theSameSeedAndTimesGiveTheSameLine() {
    assertThat(run(7, null, 50)).isEqualTo(run(7, null, 50));
    assertThat(run(7, null, 50)).isNotEqualTo(run(8, null, 50));
  }

  @Test
  void moreFlowGoesWithMoreCurrentAndLessPressure() {
    List<List<Sample>> steps = run(3, null, 3_600);

    assertThat(correlation(steps, "flow", "current")).isGreaterThan(0.9);
    assertThat(correlation(steps, "flow", "discharge_pressure")).isLessThan(-0.9);
  }

  @ParameterizedTest
  @EnumSource(Fault.Kind.class)
  void everyFaultShowsOnItsOwnMachineAndOnNoOther(Fault.Kind kind) {
    Fault fault = new Fault(kind, START.plusSeconds(300), Duration.ofSeconds(30));
    List<Sample> sound = run(5, null, 600).getLast();
    List<Sample> faulty = run(5, fault, 600).getLast();

    for (int i = 0; i < sound.size(); i++) {
      Sample before = sound.get(i);
      Sample after = faulty.get(i);
      if (before.machine() != kind.machine()) {
        assertThat(after).isEqualTo(before);
      }
    }
    assertThat(faulty).isNotEqualTo(sound);
  }

  private static List<List<Sample>> run(long seed, @Nullable Fault fault, int seconds) {
    LineSimulation line = new LineSimulation(seed);
    line.setFault(fault);
    List<List<Sample>> steps = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      steps.add(line.step(START.plusSeconds(i)));
    }
    return steps;
  }

  private static double correlation(List<List<Sample>> steps, String a, String b) {
    Function<String, double[]> values =
        name ->
            steps.stream()
                .mapToDouble(step ->
                    step.stream()
                        .filter(s -> s.machine() == Machine.PUMP && s.channel().equals(name))
                        .mapToDouble(Sample::value)
                        .sum())
                .toArray();
    double[] x = values.apply(a);
    double[] y = values.apply(b);
    double meanX = java.util.Arrays.stream(x).average().orElseThrow();
    double meanY = java.util.Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
