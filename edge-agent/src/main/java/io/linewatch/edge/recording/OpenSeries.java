package io.linewatch.edge.recording;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.window.EpochMicros;
import io.linewatch.edge.window.MinuteSeries;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Readings of a recording that are gathered to blocks, by channel. Recorder's thread. */
final class OpenSeries {
  private final String gateway;
  private final Instant startedAt;
  private final Consumer<SeriesBlock> blocks;
  private final Map<ChannelId, MinuteSeries> series = new HashMap<>();

  /**
   * @param startedAt the gateway's clock when the recording began
   * @param blocks takes those that are closed
   */
  OpenSeries(String gateway, Instant startedAt, Consumer<SeriesBlock> blocks) {
    this.gateway = gateway;
    this.startedAt = startedAt;
    this.blocks = blocks;
  }

  void add(Channel channel, Reading reading, @Nullable String state, Instant now) {
    series
        .computeIfAbsent(channel.id(), _ -> open(channel))
        .add(
            EpochMicros.of(reading.time()),
            reading.value(),
            reading.quality(),
            state,
            0,
            EpochMicros.of(now));
  }

  private MinuteSeries open(Channel channel) {
    return new MinuteSeries(gateway, channel.id().toString(), channel.unit(), startedAt, blocks);
  }

  void closeAll() {
    series.values().forEach(MinuteSeries::closeAll);
  }
}
