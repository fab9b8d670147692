package io.linewatch.central.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(() -> now);

  @Test
  void theWaitDoublesAndIsBounded() {
    for (int i = 0; i < LoginThrottle.FREE - 1; i++) {
      throttle.failed("ann", "a");
      assertThat(throttle.wait("ann", "b")).isZero();
    }
    throttle.failed("ann", "a");
    assertThat(throttle.wait("ann", "b")).isEqualTo(Duration.ofSeconds(2));
    throttle.failed("ann", "a");
    assertThat(throttle.wait("ann", "b")).isEqualTo(Duration.ofSeconds(4));
    for (int i = 0; i < 60; i++) {
      throttle.failed("ann", "a");
    }
    assertThat(throttle.wait("ann", "b")).isEqualTo(Duration.ofMinutes(15));
    now = now.plus(Duration.ofMinutes(16));
    assertThat(throttle.wait("ann", "b")).isZero();
  }

  @Test
  void anAddressThatTriesManyNamesWaitsAndOthersDoNot() {
    for (int i = 0; i < LoginThrottle.FREE; i++) {
      throttle.failed("user" + i, "a");
    }
    assertThat(throttle.wait("ann", "a")).isPositive();
    assertThat(throttle.wait("ann", "b")).isZero();
  }

  @Test
  void itForgetsTheOldestRatherThanGrow() {
    for (int i = 0; i < LoginThrottle.MAX_ENTRIES; i++) {
      throttle.failed("user" + i, "a");
    }
    assertThat(throttle.size()).isEqualTo(LoginThrottle.MAX_ENTRIES);
  }
}
