/**
 * Readings to features, the same code when a model is fitted and when a gateway scores, so that
 * both compute the same numbers. Pure: no clock, no I/O; not thread-safe, one thread owns each
 * object.
 */
@NullMarked
package io.linewatch.model.feature;

import org.jspecify.annotations.NullMarked;
