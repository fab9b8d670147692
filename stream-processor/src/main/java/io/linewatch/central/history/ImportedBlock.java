package io.linewatch.central.history;

import io.linewatch.domain.series.SeriesBlock;

/**
 * A minute of a channel as a historian exported it.
 *
 * @param holdsMinutes for how many minutes it stands, at least 1: until the next block, where that
 *     is no further away than values of the channel usually are
 */
public record ImportedBlock(SeriesBlock block, int holdsMinutes) {}
