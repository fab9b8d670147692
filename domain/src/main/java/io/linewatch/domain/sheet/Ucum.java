package io.linewatch.domain.sheet;

import io.linewatch.domain.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A subset of UCUM (the Unified Code for Units of Measure, case-sensitive codes, ucum.org) wide
 * enough for a plant. A unit outside of it can always be written as an annotation, such as {@code
 * {parts}/h}.
 */
public final class Ucum {
  private static final List<String> PREFIXES =
      List.of("da", "y", "z", "a", "f", "p", "n", "u", "m", "c", "d", "h", "k", "M", "G", "T");

  /** UCUM atoms that take a metric prefix. */
  private static final Set<String> METRIC =
      Set.of(
          "m", "g", "s", "A", "K", "mol", "cd", "rad", "sr", "Hz", "N", "Pa", "J", "W", "C", "V",
          "F", "Ohm", "S", "Wb", "T", "H", "Cel", "lm", "lx", "Bq", "Gy", "Sv", "l", "L", "ar", "t",
          "bar", "u", "eV", "B", "B[SPL]", "St", "P", "G", "VA", "var", "m[H2O]", "m[Hg]", "bit",
          "By", "Bd", "kat", "U");

  /** UCUM atoms that take none. */
  private static final Set<String> PLAIN =
      Set.of(
          "%",
          "[ppth]",
          "[ppm]",
          "[ppb]",
          "[pH]",
          "[pi]",
          "min",
          "h",
          "d",
          "wk",
          "mo",
          "a",
          "deg",
          "'",
          "''",
          "gon",
          "circ",
          "atm",
          "[g]",
          "[degF]",
          "[psi]",
          "[lbf_av]",
          "[lb_av]",
          "[in_i]",
          "[ft_i]",
          "[gal_us]",
          "[HP]",
          "[RH]",
          "[NTU]",
          "10*",
          "10^",
          "att");

  /** What people write, and what UCUM calls it. */
  private static final Map<String, String> MISTAKES =
      Map.ofEntries(
          Map.entry("°C", "Cel"),
          Map.entry("℃", "Cel"),
          Map.entry("degC", "Cel"),
          Map.entry("°F", "[degF]"),
          Map.entry("rpm", "/min"),
          Map.entry("RPM", "/min"),
          Map.entry("r/min", "/min"),
          Map.entry("°", "deg"),
          Map.entry("ohm", "Ohm"),
          Map.entry("Ω", "Ohm"),
          Map.entry("psi", "[psi]"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("m³/h", "m3/h"),
          Map.entry("m^3/h", "m3/h"),
          Map.entry("µm", "um"),
          Map.entry("μm", "um"),
          Map.entry("sec", "s"),
          Map.entry("Bar", "bar"),
          Map.entry("", "1"));

  /** Units worth proposing. */
  private static final Set<String> COMMON =
      new TreeSet<>(
          List.of(
              "1", "%", "Cel", "K", "bar", "mbar", "Pa", "kPa", "MPa", "mm/s", "m/s", "m/s2", "um",
              "mm", "m", "A", "mA", "V", "mV", "kV", "W", "kW", "kW.h", "Hz", "kHz", "/min", "/s",
              "N", "kN", "N.m", "kN.m", "l/min", "m3/h", "kg", "kg/h", "t/h", "g", "s", "ms", "min",
              "h", "deg", "rad", "dB", "Ohm", "uS/cm", "[pH]", "[ppm]", "[psi]"));

  private static final Pattern ANNOTATION = Pattern.compile("\\{[\\x21-\\x7a\\x7c\\x7e]{0,40}\\}");
  private static final Pattern EXPONENT = Pattern.compile("[-+]?\\d{1,2}$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final int MAX_LENGTH = 60;

  private Ucum() {}

  /**
   * What UCUM calls a unit that people write otherwise, such as °C; any other comes back as it is.
   */
  public static String code(String written) {
    String text = written.strip();
    return isUnit(text) ? text : MISTAKES.getOrDefault(text, text);
  }

  /** What is wrong with a unit, with the nearest right one; empty when nothing is. */
  static Optional<String> problem(String unit) {
    if (isUnit(unit)) {
      return Optional.empty();
    }
    String right = MISTAKES.get(unit);
    return Optional.of(
        "'"
            + unit
            + "' is not a UCUM unit; "
            + (right == null ? Nearest.hint(unit, COMMON) : "write '" + right + "'")
            + " (an own unit goes in braces: {parts}/h)");
  }

  private static boolean isUnit(String unit) {
    if (unit.isEmpty() || unit.length() > MAX_LENGTH) {
      return false;
    }
    String plain = ANNOTATION.matcher(unit).replaceAll("");
    if (plain.isEmpty()) {
      return true;
    }
    if (plain.contains("{") || plain.contains("}")) {
      return false;
    }
    String[] terms = plain.split("[./]", -1);
    for (int i = 0; i < terms.length; i++) {
      boolean emptyAllowed = (i == 0 && plain.startsWith("/")) || !plain.equals(unit);
      if (terms[i].isEmpty() ? !emptyAllowed : !isTerm(terms[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTerm(String term) {
    if (NUMBER.matcher(term).matches()) {
      return true;
    }
    String atom = EXPONENT.matcher(term).replaceFirst("");
    if (METRIC.contains(atom) || PLAIN.contains(atom)) {
      return true;
    }
    return PREFIXES.stream()
        .anyMatch(
            prefix -> atom.startsWith(prefix) && METRIC.contains(atom.substring(prefix.length())));
  }
}
