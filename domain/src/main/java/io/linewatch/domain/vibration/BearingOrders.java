package io.linewatch.domain.vibration;

/**
 * How often the parts of a bearing strike, per turn of the shaft, outer ring fixed.
 *
 * @param cage FTF: turns of the cage
 * @param outerRace BPFO: elements that pass a point of the outer race
 * @param innerRace BPFI: elements that pass a point of the inner race
 * @param elementSpin BSF: turns of an element about itself; its damage strikes twice as often
 */
public record BearingOrders(double cage, double outerRace, double innerRace, double elementSpin) {
  public BearingOrders {
    requirePositive("cage", cage);
    requirePositive("outer race", outerRace);
    requirePositive("inner race", innerRace);
    requirePositive("element spin", elementSpin);
    if (cage >= 0.5 || outerRace >= innerRace) {
      throw new IllegalArgumentException(
          "with the outer ring fixed the cage turns less than half as fast as the shaft, and the"
              + " outer race is passed less often than the inner; are two orders swapped?");
    }
  }

  private static void requirePositive(String what, double order) {
    if (!(order > 0) || !Double.isFinite(order)) {
      throw new IllegalArgumentException(what + " order must be above 0, not " + order);
    }
  }

  /** The order at which damage of this part shows. */
  public double of(BearingFault fault) {
    return switch (fault) {
      case OUTER_RACE -> outerRace;
      case INNER_RACE -> innerRace;
      case ROLLING_ELEMENT -> 2 * elementSpin;
      case CAGE -> cage;
    };
  }

  /**
   * How far the side-bands of a part's lines lie from them, as an order: the damage passes the load
   * zone once a turn of what carries it (Randall and Antoni 2011). 0 where it does not move.
   */
  public double sideBandOf(BearingFault fault) {
    return switch (fault) {
      case INNER_RACE -> 1;
      case ROLLING_ELEMENT -> cage;
      case OUTER_RACE, CAGE -> 0;
    };
  }
}
