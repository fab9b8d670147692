/** {@code soak}: whether anything grows while the packaged system runs under load. */
@NullMarked
package io.linewatch.bench.soak;

import org.jspecify.annotations.NullMarked;
