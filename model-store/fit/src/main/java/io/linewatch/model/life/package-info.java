/** Remaining useful life learned from runs to failure, with an interval. */
@NullMarked
package io.linewatch.model.life;

import org.jspecify.annotations.NullMarked;
