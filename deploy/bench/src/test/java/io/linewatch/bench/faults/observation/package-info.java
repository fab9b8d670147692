@NullMarked
package io.linewatch.bench.faults.observation;

import org.jspecify.annotations.NullMarked;
