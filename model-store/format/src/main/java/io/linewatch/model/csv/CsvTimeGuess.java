package io.linewatch.model.csv;

import java.util.List;

/** Which time format a column has, if any. */
final class CsvTimeGuess {
  /** In this order: the first that reads every value wins. */
  private static final CsvTimeFormat[] DATES = {
    CsvTimeFormat.YEAR_MONTH_DAY, CsvTimeFormat.DAY_MONTH_YEAR, CsvTimeFormat.MONTH_DAY_YEAR
  };

  private CsvTimeGuess() {}

  /**
   * @param mayBeNumber whether numbers of a fitting size may be times; else only dates
   * @return the format, or ROW_NUMBER when the values are no times
   */
  static CsvTimeFormat of(List<String> values, boolean mayBeNumber) {
    for (CsvTimeFormat format : DATES) {
      if (readsAll(format, values)) {
        return format;
      }
    }
    return mayBeNumber ? epoch(values) : CsvTimeFormat.ROW_NUMBER;
  }

  /** By magnitude, for the years 1973 to 2286; and only if the values never fall. */
  private static CsvTimeFormat epoch(List<String> values) {
    double last = Double.NEGATIVE_INFINITY;
    for (String value : values) {
      double number = CsvNumbers.parse(value, value.indexOf(',') >= 0);
      if (!(number >= last)) {
        return CsvTimeFormat.ROW_NUMBER;
      }
      last = number;
    }
    double first = values.isEmpty() ? 0 : CsvNumbers.parse(values.getFirst(), false);
    if (first >= 1e17 && first < 1e19) {
      return CsvTimeFormat.EPOCH_NANOS;
    } else if (first >= 1e14 && first < 1e16) {
      return CsvTimeFormat.EPOCH_MICROS;
    } else if (first >= 1e11 && first < 1e13) {
      return CsvTimeFormat.EPOCH_MILLIS;
    } else if (first >= 1e8 && first < 1e10) {
      return CsvTimeFormat.EPOCH_SECONDS;
    }
    return CsvTimeFormat.ROW_NUMBER;
  }

  private static boolean readsAll(CsvTimeFormat format, List<String> values) {
    for (String value : values) {
      try {
        format.micros(value, 0);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return !values.isEmpty();
  }
}
