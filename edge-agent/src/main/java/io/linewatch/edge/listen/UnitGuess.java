package io.linewatch.edge.listen;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which unit a name seems to speak of; a guess for people, who know better. */
public final class UnitGuess {
  private record Hint(String end, String unit) {}

  /** Longer ends first. UCUM codes. */
  private static final List<Hint> HINTS =
      List.of(
          new Hint("mm_s", "mm/s"),
          new Hint("mms", "mm/s"),
          new Hint("degc", "Cel"),
          new Hint("_c", "Cel"),
          new Hint("temperature", "Cel"),
          new Hint("temp", "Cel"),
          new Hint("degf", "[degF]"),
          new Hint("rpm", "/min"),
          new Hint("kpa", "kPa"),
          new Hint("bar", "bar"),
          new Hint("psi", "[psi]"),
          new Hint("kwh", "kW.h"),
          new Hint("kw", "kW"),
          new Hint("percent", "%"),
          new Hint("pct", "%"),
          new Hint("humidity", "%"),
          new Hint("_hz", "Hz"),
          new Hint("_a", "A"),
          new Hint("current", "A"),
          new Hint("_v", "V"),
          new Hint("voltage", "V"),
          new Hint("_mm", "mm"),
          new Hint("_kn", "kN"),
          new Hint("_nm", "N.m"));

  private UnitGuess() {}

  /** Null when the name says nothing. */
  public static @Nullable String of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return HINTS.stream()
        .filter(hint -> lower.endsWith(hint.end()))
        .map(Hint::unit)
        .findFirst()
        .orElse(null);
  }
}
