package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;

/**
 * A channel as the plant sheet describes it when it is recorded.
 *
 * @param unit UCUM code
 */
public record RecordedChannel(ChannelId id, String quantity, String unit) {}
