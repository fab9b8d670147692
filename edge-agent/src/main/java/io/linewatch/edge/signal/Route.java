package io.linewatch.edge.signal;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic under one source mapping, taken apart: what depends on the topic alone and can be kept.
 *
 * @param asset null when the topic's names are not names of an asset
 * @param targets where the message's values go, in the order of the source's pointers
 */
record Route(SourceDecoder source, @Nullable AssetPath asset, List<Target> targets) {

  /**
   * @param name of the channel, from the topic or the mapping
   * @param channel null when the plant has none of this name
   * @param low least possible value, minus infinity when unknown
   * @param high greatest possible value, infinity when unknown
   */
  record Target(String name, @Nullable Channel channel, double low, double high) {
    static Target of(String name, @Nullable Channel channel) {
      Double low = channel == null ? null : channel.rangeLow();
      Double high = channel == null ? null : channel.rangeHigh();
      return new Target(
          name,
          channel,
          low == null ? Double.NEGATIVE_INFINITY : low,
          high == null ? Double.POSITIVE_INFINITY : high);
    }
  }

  /** Whether a message on this topic can become a reading at all. */
  boolean leadsSomewhere() {
    for (Target target : targets) {
      if (target.channel != null) {
        return true;
      }
    }
    return false;
  }
}
