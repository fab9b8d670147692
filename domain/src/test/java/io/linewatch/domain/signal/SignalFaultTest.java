package io.linewatch.domain.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DetectorId;
import org.junit.jupiter.api.Test;

class SignalFaultTest {

  @Test
  void everyFaultIsNamedAfterItsChannelAndReadBack() {
    for (SignalFault fault : SignalFault.values()) {
      String other = fault == SignalFault.INCONSISTENT_WITH ? "temp.b" : "";
      SignalFault.Name name = new SignalFault.Name("temp.a", fault, other);

      assertThat(SignalFault.Name.of(name.detectorName())).isEqualTo(name);
      DetectorId detector = DetectorId.of("s/a/l/press/signal:" + name.detectorName());
      assertThat(detector.kind()).isEqualTo(DetectorId.Kind.SIGNAL);
      assertThat(detector.toString()).isEqualTo("s/a/l/press/signal:" + name.detectorName());
    }
  }

  @Test
  void whatNamesNoFaultIsNone() {
    assertThat(SignalFault.Name.of("temp")).isNull();
    assertThat(SignalFault.Name.of("temp.frozen")).isNull();
    assertThat(SignalFault.Name.of(".flat-line")).isNull();
    assertThat(SignalFault.Name.of("temp.inconsistent-with")).as("with what?").isNull();
    assertThat(SignalFault.Name.of("temp.inconsistent-with.")).isNull();
  }

  @Test
  void theNumberHasAUnit() {
    assertThat(SignalFault.FLAT_LINE.unit("bar")).isEqualTo("s");
    assertThat(SignalFault.RATE.unit("bar")).isEqualTo("bar/s");
    assertThat(SignalFault.RANGE.unit("bar")).isEqualTo("bar");
  }
}
