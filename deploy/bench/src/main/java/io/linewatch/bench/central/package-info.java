/** What the centre takes in a second, beside a pass-through with the same guarantees. */
@NullMarked
package io.linewatch.bench.central;

import org.jspecify.annotations.NullMarked;
