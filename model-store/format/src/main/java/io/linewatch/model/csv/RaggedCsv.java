package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CsvReader;

/** How CSV is read here: a row may be longer or shorter than the first, as when a logger died. */
final class RaggedCsv {
  private RaggedCsv() {}

  // Marked for removal in favour of a setting this release of the library does not have yet.
  @SuppressWarnings("removal")
  static CsvReader.CsvReaderBuilder reader(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .allowExtraFields(true)
        .allowMissingFields(true);
  }
}
