package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;

/**
 * The newest reading of one channel, as its lane took it.
 *
 * @param quality as the sender told it, before the signal was doubted
 * @param time event time
 * @param arrival gateway's clock when it came
 * @param low least value of the last half to whole minute
 * @param high greatest value of the last half to whole minute
 */
public record PointReading(
    ChannelId channel,
    double value,
    Quality quality,
    Instant time,
    Instant arrival,
    double low,
    double high) {}
