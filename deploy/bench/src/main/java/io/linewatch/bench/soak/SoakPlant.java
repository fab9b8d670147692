package io.linewatch.bench.soak;

import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.publish.Readings;
import java.util.Locale;

/** A plant sheet of like machines under hard limits, watched by one gateway. */
final class SoakPlant {
  static final String SITE = "bench";
  static final String LINE = "soak";
  static final int ASSETS = 100;
  static final int CHANNELS = 10;

  private SoakPlant() {}

  static String sheet() {
    StringBuilder sheet =
        new StringBuilder("site: bench\ngateways:\n  - { id: gw-1, home: bench/hall/soak }\n")
            .append("classes:\n  - { id: machine }\nassets:\n");
    for (int a = 0; a < ASSETS; a++) {
      sheet.append(
          "  - { asset: bench/hall/soak/%s, assetClass: machine, gateway: gw-1 }%n"
              .formatted(LoadPlan.asset(a)));
    }
    sheet.append("channels:\n");
    for (int c = 0; c < CHANNELS; c++) {
      sheet.append(
          "  - { assetClass: machine, channel: %s, quantity: vibration, unit: mm/s, keep: FULL }%n"
              .formatted(LoadPlan.channel(c)));
    }
    sheet.append("limits:\n");
    for (int c = 0; c < CHANNELS; c++) {
      sheet.append(
          String.format(
              Locale.ROOT,
              "  - { assetClass: machine, detector: %s, severity: HIGH, comparison: ABOVE, value: %s,"
                  + " alarmClass: ALARM, action: none }%n",
              LoadPlan.channel(c),
              Readings.LIMIT));
    }
    return sheet
        .append(
            "sources:\n  - { id: sensors, gateway: gw-1, topic: \"factory/{line}/{asset}/{channel}\",")
        .append(" area: hall, value: /value, time: /time, timeFormat: ISO_8601 }\n")
        .toString();
  }
}
