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

  /**
   * Orders as makers and the university print them, from the geometry alone: 9 balls of 0.3126 in
   * on 1.537 in and 8 of 0.2656 in on 1.122 in (Case Western Reserve University Bearing Data
   * Center, Bearing Information; it prints twice the element's spin); 16 rollers of 0.331 in on
   * 2.815 in at 15.17° (Qiu et al. 2006: 236.4 Hz at 2,000 r/min).
   */
  @Test
  void theOrdersThatArePrintedForABearingFollowFromItsGeometry() {
    BearingOrders driveEnd = new BearingGeometry(9, 0.3126, 1.537, 0).orders();
    BearingOrders fanEnd = new BearingGeometry(8, 0.2656, 1.122, 0).orders();
    BearingOrders rexnord = new BearingGeometry(16, 0.331, 2.815, 15.17).orders();

    assertThat(driveEnd.cage()).isCloseTo(0.39828, within(5e-5));
    assertThat(driveEnd.outerRace()).isCloseTo(3.5848, within(5e-4));
    assertThat(driveEnd.innerRace()).isCloseTo(5.4152, within(5e-4));
    assertThat(2 * driveEnd.elementSpin()).isCloseTo(4.7135, within(1e-3));
    assertThat(fanEnd.cage()).isCloseTo(0.3817, within(1e-4));
    assertThat(fanEnd.outerRace()).isCloseTo(3.0530, within(1e-3));
    assertThat(fanEnd.innerRace()).isCloseTo(4.9469, within(1e-3));
    assertThat(2 * fanEnd.elementSpin()).isCloseTo(3.9874, within(1e-3));
    assertThat(rexnord.outerRace() * 2_000 / 60).isCloseTo(236.4, within(0.05));
  }

  /**
   * Timken, Ball Bearing Housed Unit Catalog, page A-13, table A-9: cage, element spin, outer and
   * inner race, to three digits. The distance of the races' orders tells d/D of a radial bearing;
   * with it the other two must come out as they are printed.
   */
  @Test
  void theOrdersOfAMakersTableAgreeWithEachOtherAsTheKinematicsSay() {
    double[][] printed = {
      {9, 0.398, 2.339, 3.578, 5.422},
      {11, 0.417, 2.933, 4.588, 6.412},
      {8, 0.382, 1.994, 3.053, 4.947},
      {9, 0.402, 2.461, 3.621, 5.379},
      {10, 0.409, 2.665, 4.093, 5.907},
    };
    for (double[] row : printed) {
      double ratio = (row[4] - row[3]) / row[0];

      BearingOrders orders = new BearingGeometry((int) row[0], ratio, 1, 0).orders();

      assertThat(orders.cage()).isCloseTo(row[1], within(6e-4));
      assertThat(orders.elementSpin()).isCloseTo(row[2], within(3e-3));
      assertThat(orders.outerRace()).isCloseTo(row[3], within(6e-4));
      assertThat(orders.innerRace()).isCloseTo(row[4], within(6e-4));
    }
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
