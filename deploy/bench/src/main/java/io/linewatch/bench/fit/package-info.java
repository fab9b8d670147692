/** How long learning a model takes. */
@NullMarked
package io.linewatch.bench.fit;

import org.jspecify.annotations.NullMarked;
