package io.linewatch.edge.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.vibration.ShaftSpeed.Missing;
import io.linewatch.model.vibration.ShaftProfile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpeedTrackTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  private final SpeedTrack track = new SpeedTrack();

  private SpeedTrack.Told fourSecondsFrom(double second) {
    Instant from = at(second);
    return track.over(from, from.plusSeconds(4));
  }

  private static Instant at(double second) {
    return T0.plus(Duration.ofNanos(Math.round(second * 1e9)));
  }

  private static double[] hz(SpeedTrack.Told told) {
    ShaftProfile profile = told.profile();
    assertThat(profile).isNotNull();
    return profile.shaftHz();
  }

  @Test
  void betweenTwoSpeedsItIsAStraightLineAndTheLastOneHolds() {
    track.add(at(0), 1_200);
    track.add(at(2), 1_800);

    SpeedTrack.Told told = fourSecondsFrom(0);

    assertThat(told.missing()).isNull();
    assertThat(hz(told)[0]).isEqualTo(20);
    assertThat(hz(told)[16]).isCloseTo(20 + 10 * 16 / 63.0 * 2, within(1e-6));
    assertThat(hz(told)[63]).isEqualTo(30);
    assertThat(told.meanRpm()).isCloseTo(1_650, within(10.0));
  }

  @Test
  void whatWasNeverToldAndWhatIsTooOldIsMissingWithTheReason() {
    assertThat(fourSecondsFrom(0).missing()).isEqualTo(Missing.UNTOLD);
    track.add(at(5), 1_500);

    assertThat(fourSecondsFrom(4).missing()).as("begins before it").isEqualTo(Missing.UNTOLD);
    assertThat(fourSecondsFrom(11).missing()).as("just fresh enough at the end").isNull();
    assertThat(fourSecondsFrom(11.5).missing()).isEqualTo(Missing.STALE);
    assertThat(fourSecondsFrom(11.5).profile()).isNull();
  }

  @Test
  void aShaftThatStoodForAPartOfTheBlockCannotBeFollowed() {
    track.add(at(0), 1_500);
    track.add(at(2), 0);

    SpeedTrack.Told told = fourSecondsFrom(0);

    assertThat(told.missing()).isEqualTo(Missing.STOOD);
    assertThat(told.meanRpm()).as("the gate still wants it").isCloseTo(375, within(15.0));
  }

  @Test
  void theNewestSpeedsAreKeptAndWhatComesLateOrTooOftenIsPassedOver() {
    for (int i = 0; i < 5 * SpeedTrack.MOST; i++) {
      track.add(at(i * 0.005), 1_000 + i);
    }
    track.add(at(1), 1);

    double end = (5 * SpeedTrack.MOST - 2) * 0.005;
    assertThat(fourSecondsFrom(end - 4).meanRpm())
        .isCloseTo(1_000 + (end - 2) / 0.005, within(2.0));
    assertThat(fourSecondsFrom(0).missing()).as("long gone").isEqualTo(Missing.UNTOLD);
    assertThat(fourSecondsFrom(end - 10).missing()).as("ten seconds are there").isNull();
  }
}
