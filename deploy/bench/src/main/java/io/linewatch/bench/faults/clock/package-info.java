/** The agent on a machine whose clock somebody sets. */
@NullMarked
package io.linewatch.bench.faults.clock;

import org.jspecify.annotations.NullMarked;
