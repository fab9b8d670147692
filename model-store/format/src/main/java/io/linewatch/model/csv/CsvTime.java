package io.linewatch.model.csv;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as it is written.
 *
 * @param local what the clock on the wall showed
 * @param offset from UTC, where the text states one; else whoever reads it must know the zone
 * @param yearDigits digits of the year as written, 1 to 4
 */
public record CsvTime(LocalDateTime local, @Nullable ZoneOffset offset, int yearDigits) {}
