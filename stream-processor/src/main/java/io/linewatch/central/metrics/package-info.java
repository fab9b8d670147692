/** Names and bounded tags of what the centre counts. */
@NullMarked
package io.linewatch.central.metrics;

import org.jspecify.annotations.NullMarked;
