/**
 * Reads what historians export, CSV and Parquet, as minutes of channels, and says what it could not
 * read. Knows no table and no clock.
 */
@NullMarked
package io.linewatch.central.historian;

import org.jspecify.annotations.NullMarked;
