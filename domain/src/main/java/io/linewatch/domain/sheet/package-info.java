/**
 * The plant sheet: all a plant is, as data people edit. Rows in tables, the same in YAML and CSV;
 * checks that name every mistake at once; a diff people can read before they apply.
 */
@NullMarked
package io.linewatch.domain.sheet;

import org.jspecify.annotations.NullMarked;
