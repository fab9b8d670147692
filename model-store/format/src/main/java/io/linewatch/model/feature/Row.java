package io.linewatch.model.feature;

import io.linewatch.domain.signal.Quality;

/**
 * One row of the grid.
 *
 * @param timeMicros event time on the grid, microseconds since 1970-01-01T00:00Z
 * @param values by input, in the channel's unit; NaN where the channel has no usable value
 * @param quality worst of the values used; BAD when a value is missing
 */
public record Row(long timeMicros, double[] values, Quality quality) {}
