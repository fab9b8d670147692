/**
 * Detectors for series without a training period: they learn from what they judge. Pure: no clock,
 * no I/O, bounded memory; not thread-safe, one thread owns each object.
 */
@NullMarked
package io.linewatch.model.stream;

import org.jspecify.annotations.NullMarked;
