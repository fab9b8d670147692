package io.linewatch.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearseCommandTest {
  /** It ends with 0 only when all readings were decided and a finding reached the broker. */
  @Test
  @Timeout(120)
  void aRehearsalDecidesALineAndTellsItsBroker() {
    assertThat(LinewatchEdge.execute("rehearse")).isZero();
  }
}
