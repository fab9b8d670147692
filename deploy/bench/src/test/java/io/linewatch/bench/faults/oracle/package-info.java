@NullMarked
package io.linewatch.bench.faults.oracle;

import org.jspecify.annotations.NullMarked;
