/** Blocks of samples to readings of vibration: features, trend, diagnosis. */
@NullMarked
package io.linewatch.edge.vibration;

import org.jspecify.annotations.NullMarked;
