/** Failures learned from records of parts or cycles, each by itself. */
@NullMarked
package io.linewatch.model.tabular;

import org.jspecify.annotations.NullMarked;
