/** A recording as plants export it: guesses how the CSV is written, says so, and reads it. */
@NullMarked
package io.linewatch.model.csv;

import org.jspecify.annotations.NullMarked;
