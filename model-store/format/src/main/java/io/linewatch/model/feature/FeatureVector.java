package io.linewatch.model.feature;

import io.linewatch.domain.signal.Quality;

/**
 * One row of the graph's input.
 *
 * @param timeMicros event time of the newest row in it
 * @param values in the order of {@code ModelSpec.columns()}; all finite
 * @param quality worst of the rows in it; never BAD
 */
public record FeatureVector(long timeMicros, float[] values, Quality quality) {}
