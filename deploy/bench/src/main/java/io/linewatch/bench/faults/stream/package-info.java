/** The recorded stream, drawn by a seed, and the sensor gateway that sends it. */
@NullMarked
package io.linewatch.bench.faults.stream;

import org.jspecify.annotations.NullMarked;
