package io.linewatch.central.history;

import java.time.Instant;

/**
 * A series that has history.
 *
 * @param series text form of the {@code DetectorId} or {@code ChannelId}
 * @param unit UCUM code of the newest block
 * @param from start of the first minute kept
 * @param to end of the last minute kept
 */
public record SeriesInfo(String series, String unit, Instant from, Instant to) {}
