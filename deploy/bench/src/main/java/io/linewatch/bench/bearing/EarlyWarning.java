package io.linewatch.bench.bearing;

/**
 * How a run's alarms are judged: the warning is the first alarmed snapshot from which at least 80 %
 * of all up to the end are alarmed; false are alarms between 10 % and 50 % of life; a failure is
 * missed when there is no warning before the last 2 %.
 *
 * @param leadHours from the warning to the end; 0 when there is none
 */
record EarlyWarning(double leadHours, double leadPercent, double falsePercent, boolean missed) {
  private static final double HELD = 0.8;

  static EarlyWarning of(boolean[] alarmed, double secondsApart) {
    int life = alarmed.length;
    int lead = 0;
    int after = 0;
    for (int i = life - 1; i >= 0; i--) {
      after += alarmed[i] ? 1 : 0;
      if (alarmed[i] && after >= HELD * (life - i)) {
        lead = life - i;
      }
    }
    int wrong = 0;
    int from = life / 10;
    int to = life / 2;
    for (int i = from; i < to; i++) {
      wrong += alarmed[i] ? 1 : 0;
    }
    return new EarlyWarning(
        lead * secondsApart / 3600,
        100.0 * lead / life,
        100.0 * wrong / (to - from),
        lead < 0.02 * life);
  }
}
