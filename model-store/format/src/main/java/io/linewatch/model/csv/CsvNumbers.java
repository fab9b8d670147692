package io.linewatch.model.csv;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers as exports write them: with a decimal point or comma, grouped or not, or missing. */
final class CsvNumbers {
  private static final Set<String> MISSING =
      Set.of("", "nan", "na", "n/a", "null", "none", "-", "--", "?", "#n/a");
  private static final Pattern POINT =
      Pattern.compile("[+-]?(?:\\d+|\\d{1,3}(?:,\\d{3})+)?(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern COMMA =
      Pattern.compile("[+-]?(?:\\d+|\\d{1,3}(?:\\.\\d{3})+)?(?:,\\d*)?(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[+-]?(?:\\d{1,3}(?:\\.\\d{3})+|\\d*),\\d+(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern DECIMAL_POINT =
      Pattern.compile("[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d*)\\.\\d+(?:[eE][+-]?\\d{1,3})?");
  private static final int MAX_LENGTH = 64;

  private CsvNumbers() {}

  static boolean isMissing(String text) {
    return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  static boolean isNumber(String text, boolean decimalComma) {
    return isMissing(text) || !Double.isNaN(parse(text, decimalComma));
  }

  static boolean hasDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text.strip()).matches();
  }

  static boolean hasDecimalPoint(String text) {
    return DECIMAL_POINT.matcher(text.strip()).matches();
  }

  /** The number, or NaN when it is missing or none. */
  static double parse(String text, boolean decimalComma) {
    String number = text.strip();
    if (number.isEmpty() || number.length() > MAX_LENGTH) {
      return Double.NaN;
    }
    if (!(decimalComma ? COMMA : POINT).matcher(number).matches()) {
      return Double.NaN;
    }
    String plain =
        decimalComma ? number.replace(".", "").replace(',', '.') : number.replace(",", "");
    try {
      double value = Double.parseDouble(plain);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
