@NullMarked
package io.linewatch.bench.faults.stream;

import org.jspecify.annotations.NullMarked;
