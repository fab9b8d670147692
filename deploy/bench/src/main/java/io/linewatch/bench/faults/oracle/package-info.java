/** What must come out, told apart from what did. Pure. */
@NullMarked
package io.linewatch.bench.faults.oracle;

import org.jspecify.annotations.NullMarked;
