package io.linewatch.bench.central;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The plant of a load bench: every line has a gateway of its own and the same number of pumps,
 * every pump the same channels with a hard limit each.
 *
 * @param lines lines, and gateways
 * @param assets pumps on a line
 * @param channels channels, and detectors, of a pump
 */
record LoadPlant(int lines, int assets, int channels) {
  static final String SITE = "demo";
  static final String UNIT = "mm/s";
  static final double LIMIT = 4.5;

  String gateway(int line) {
    return String.format(Locale.ROOT, "gw-%02d", line);
  }

  AssetPath asset(int line, int number) {
    return AssetPath.of(
        String.format(Locale.ROOT, "%s/hall-1/line-%02d/pump-%03d", SITE, line, number));
  }

  int detectorCount() {
    return lines * assets * channels;
  }

  /** Neighbours in the numbering stand on different lines, as what arrives together does. */
  int lineOf(int detector) {
    return detector % lines;
  }

  DetectorId detector(int number) {
    int within = number / lines;
    return new DetectorId(
        asset(lineOf(number), within / channels),
        DetectorId.Kind.LIMIT,
        channel(within % channels));
  }

  private static String channel(int number) {
    return "vibration-" + number;
  }

  /** The plant sheet. */
  String sheet() {
    List<String> text = new ArrayList<>(List.of("site: " + SITE, "gateways:"));
    for (int line = 0; line < lines; line++) {
      text.add("  - { id: %s, home: %s }".formatted(gateway(line), asset(line, 0).linePath()));
    }
    text.add("classes:\n  - { id: pump, name: Pump }\nassets:");
    for (int line = 0; line < lines; line++) {
      for (int number = 0; number < assets; number++) {
        text.add(
            "  - { asset: %s, name: Pump %d, assetClass: pump, criticality: HIGH, gateway: %s }"
                .formatted(asset(line, number), number, gateway(line)));
      }
    }
    text.add("channels:");
    for (int number = 0; number < channels; number++) {
      text.add(
          "  - { assetClass: pump, channel: %s, quantity: vibration, unit: %s, rangeLow: 0, rangeHigh: 50, keep: FULL }"
              .formatted(channel(number), UNIT));
    }
    text.add("limits:");
    for (int number = 0; number < channels; number++) {
      text.add(
          "  - { assetClass: pump, detector: %s, severity: HIGH, comparison: ABOVE, value: %s, alarmClass: ALARM, onDelay: 5s, offDelay: 10s, deadBand: 0.2, cause: \"%s\", consequence: \"%s\", action: \"%s\" }"
              .formatted(
                  channel(number),
                  LIMIT,
                  SignedLoad.CAUSE,
                  SignedLoad.CONSEQUENCE,
                  SignedLoad.ACTION));
    }
    text.add("sources:");
    for (int line = 0; line < lines; line++) {
      text.add(
          "  - { id: sensors-%s, gateway: %s, topic: \"factory/{line}/{asset}/{channel}\", area: hall-1, value: /value, time: /time, timeFormat: ISO_8601 }"
              .formatted(gateway(line), gateway(line)));
    }
    return String.join("\n", text) + "\n";
  }
}
