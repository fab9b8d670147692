package io.linewatch.system;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.wire.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The values of channels as they stand in the series on Kafka. */
final class ChannelHistory {
  private final List<SeriesBlock> blocks;

  /** One value of one channel. */
  record Sample(long micros, double value, Quality quality) {}

  private ChannelHistory(List<SeriesBlock> blocks) {
    this.blocks = blocks;
  }

  /** All that is there now. */
  static ChannelHistory read(SparkplugSite site) {
    try (TopicReader<SeriesBlock> reader = site.reader(Topics.SERIES)) {
      return new ChannelHistory(reader.values());
    }
  }

  /** By time; what came twice is there twice. */
  List<Sample> of(String channel) {
    return blocks.stream()
        .filter(block -> block.series().endsWith("/" + channel))
        .flatMap(block -> samples(block).stream())
        .sorted(Comparator.comparingLong(Sample::micros))
        .toList();
  }

  private static List<Sample> samples(SeriesBlock block) {
    List<Sample> samples = new ArrayList<>();
    for (SeriesBlock.Run<Quality> run : block.qualities()) {
      for (int i = 0; i < run.length(); i++) {
        int at = samples.size();
        samples.add(new Sample(block.timesMicros()[at], block.values()[at], run.value()));
      }
    }
    return samples;
  }
}
