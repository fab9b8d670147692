/**
 * Bytes of a message to readings, or to a rejection with a reason. Pure: the clock is an argument.
 */
@NullMarked
package io.linewatch.edge.signal;

import org.jspecify.annotations.NullMarked;
