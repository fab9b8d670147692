package io.linewatch.bench.bearing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the records of the drive end at 12 kHz can be diagnosed by envelope analysis: Smith and
 * Randall, "Rolling element bearing diagnostics using the Case Western Reserve University data: a
 * benchmark study", MSSP 64–65 (2015), table B2, drive-end sensor, the best of their three methods.
 * Second-hand: by two independent transcriptions of the table, which agree; those of the records at
 * 48 kHz (table B3) were not to be had.
 */
final class SmithRandall {
  /** Their six categories, halved: each has a first and a second degree. */
  enum Category {
    /** Diagnosed for the stated fault. */
    YES,
    /** In part: smeared or not dominant. */
    PARTLY,
    /** Not for the stated fault. */
    NO
  }

  /** All others at 12 kHz of this set are diagnosed. */
  private static final Map<String, Category> HARD =
      Map.of(
          "f12_B007_0hp", Category.NO, // 118
          "f12_B007_1hp", Category.NO, // 119
          "f12_B007_2hp", Category.NO, // 120
          "f12_B021_2hp", Category.NO, // 224
          "f12_B014_0hp", Category.PARTLY, // 185
          "f12_B014_1hp", Category.PARTLY, // 186
          "f12_B014_2hp", Category.PARTLY, // 187
          "f12_OR014at6_1hp", Category.PARTLY, // 198
          "f12_OR014at6_2hp", Category.PARTLY); // 199

  private SmithRandall() {}

  /** Null where nothing is known. */
  static @Nullable Category of(String record) {
    return record.startsWith("f12_") ? HARD.getOrDefault(record, Category.YES) : null;
  }

  /** For people. */
  static String words(String record) {
    Category category = of(record);
    return category == null
        ? "not known of Smith and Randall"
        : "Smith and Randall: "
            + switch (category) {
              case YES -> "diagnosed";
              case PARTLY -> "partly diagnosed";
              case NO -> "not diagnosable";
            };
  }
}
