package io.linewatch.domain.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineKnowledgeTest {
  @Test
  void ordersOfABearingAreThePublishedOnes() {
    BearingOrders orders = new BearingGeometry(9, 7.94, 38.5, 0).orders();
    BearingOrders round = new BearingGeometry(8, 10, 50, 0).orders();

    assertThat(List.of(orders.cage(), orders.outerRace(), orders.innerRace(), orders.elementSpin()))
        .usingElementComparator((a, b) -> Math.abs(a - b) * 25 < 1e-3 ? 0 : 1)
        .containsExactly(9.9221 / 25, 89.2987 / 25, 135.7013 / 25, 58.0329 / 25);
    assertThat(List.of(round.cage(), round.outerRace(), round.innerRace(), round.elementSpin()))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
        .containsExactly(12 / 30.0, 96 / 30.0, 144 / 30.0, 72 / 30.0);
  }

  @Test
  void whatMustHoldOfAnyBearingHolds() {
    for (int elements = 5; elements < 30; elements += 4) {
      BearingOrders orders = new BearingGeometry(elements, 6, 41, 25).orders();

      assertThat(orders.outerRace() + orders.innerRace()).isCloseTo(elements, within(1e-9));
      assertThat(orders.outerRace()).isCloseTo(elements * orders.cage(), within(1e-9));
    }
  }

  @Test
  void aBearingThatCannotBeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BearingGeometry(2, 1, 5, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BearingGeometry(9, 8, 7, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BearingGeometry(9, 8, 40, 90));
    assertThatIllegalArgumentException().isThrownBy(() -> new BearingOrders(0.4, 5.4, 3.6, 2.4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BearingOrders(Double.NaN, 3.6, 5.4, 2.4));
  }

  @Test
  void zonesAreThoseOfIso10816Part3() {
    assertThat(ZoneLimits.of(400, Support.RIGID)).contains(new ZoneLimits(2.3, 4.5, 7.1));
    assertThat(ZoneLimits.of(400, Support.FLEXIBLE)).contains(new ZoneLimits(3.5, 7.1, 11.0));
    assertThat(ZoneLimits.of(300, Support.RIGID)).contains(new ZoneLimits(1.4, 2.8, 4.5));
    assertThat(ZoneLimits.of(75, Support.FLEXIBLE)).contains(new ZoneLimits(2.3, 4.5, 7.1));
    assertThat(ZoneLimits.of(15, Support.RIGID)).isEmpty();
  }

  @Test
  void aValueOnABoundaryBelongsToTheBetterZone() {
    ZoneLimits limits = ZoneLimits.of(75, Support.RIGID).orElseThrow();

    assertThat(limits.zone(1.4)).isEqualTo(SeverityZone.A);
    assertThat(limits.zone(1.41)).isEqualTo(SeverityZone.B);
    assertThat(limits.zone(2.8)).isEqualTo(SeverityZone.B);
    assertThat(limits.zone(4.5)).isEqualTo(SeverityZone.C);
    assertThat(limits.zone(4.51)).isEqualTo(SeverityZone.D);
    assertThat(limits.notableChange()).isEqualTo(0.7);
    assertThat(ZoneLimits.lowestHz(599)).isEqualTo(2);
    assertThat(ZoneLimits.lowestHz(600)).isEqualTo(10);
  }
}
