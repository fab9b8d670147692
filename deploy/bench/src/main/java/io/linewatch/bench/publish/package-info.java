/** A publisher that outruns whatever is measured: frames made once, two places patched. */
@NullMarked
package io.linewatch.bench.publish;

import org.jspecify.annotations.NullMarked;
