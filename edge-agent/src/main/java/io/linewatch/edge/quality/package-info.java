/**
 * What is wrong with a signal rather than with the machine: one number a fault, from a bounded
 * memory of the channel. Pure: the clock is an argument.
 */
@NullMarked
package io.linewatch.edge.quality;

import org.jspecify.annotations.NullMarked;
