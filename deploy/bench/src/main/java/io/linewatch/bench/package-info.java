/** {@code linewatch-bench}: one command for each bench. */
@NullMarked
package io.linewatch.bench;

import org.jspecify.annotations.NullMarked;
