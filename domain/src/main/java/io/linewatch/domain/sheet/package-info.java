/** The plant as data: one sheet, YAML or CSV, checked with every error at once. */
@NullMarked
package io.linewatch.domain.sheet;

import org.jspecify.annotations.NullMarked;
