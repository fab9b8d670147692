/** A minute of decision inputs in one compact, exact block. */
@NullMarked
package io.linewatch.domain.series;

import org.jspecify.annotations.NullMarked;
