package io.linewatch.edge.commissioning;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.listen.MappedTopic;
import io.linewatch.edge.vibration.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way that leads to a channel: a source, and the topic it would read the channel from.
 *
 * @param topic with the channel's own names in place of the placeholders; may have {@code +}
 * @param waveform the channel of blocks of samples that are read; null for single values
 */
record Lead(SourceMapping source, String topic, @Nullable ChannelId waveform) {

  /** Whether a message on this topic would be read on this way. */
  boolean reads(String heard) {
    return MappedTopic.reads(topic, source.preset(), heard);
  }

  boolean hasWildcard() {
    return topic.indexOf('+') >= 0;
  }

  /** Every way to a channel; empty when no source has it. */
  static List<Lead> to(ChannelId channel, Collection<SourceMapping> sources) {
    List<Lead> leads = new ArrayList<>();
    for (SourceMapping source : sources) {
      ChannelId named = source.waveform() == null ? channel : waveform(channel);
      topic(source, named)
          .ifPresent(topic ->
              leads.add(new Lead(source, topic, source.waveform() == null ? null : named)));
    }
    return leads;
  }

  /** Of {@code de.velocity} the waveform is {@code de}. */
  private static ChannelId waveform(ChannelId channel) {
    for (Quantity quantity : Quantity.values()) {
      String suffix = quantity.of("");
      String name = channel.channel();
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        return new ChannelId(channel.asset(), name.substring(0, name.length() - suffix.length()));
      }
    }
    return channel;
  }

  private static Optional<String> topic(SourceMapping source, ChannelId channel) {
    AssetPath asset = channel.asset();
    String[] levels = source.topic().split("/", -1);
    boolean named = false;
    for (int i = 0; i < levels.length; i++) {
      switch (levels[i]) {
        case "{site}" -> levels[i] = asset.site();
        case "{area}" -> levels[i] = asset.area();
        case "{line}" -> levels[i] = asset.line();
        case "{asset}" -> levels[i] = asset.asset();
        case "{channel}" -> {
          levels[i] = channel.channel();
          named = true;
        }
        default -> {}
      }
    }
    boolean leads =
        isOf(source.site(), asset.site())
            && isOf(source.area(), asset.area())
            && isOf(source.line(), asset.line())
            && isOf(source.asset(), asset.asset())
            && (named || carries(source, channel.channel()));
    return leads ? Optional.of(String.join("/", levels)) : Optional.empty();
  }

  private static boolean isOf(@Nullable String fixed, String name) {
    return fixed == null || fixed.equals(name);
  }

  /** A preset without names may carry any. */
  private static boolean carries(SourceMapping source, String channel) {
    return source.values().containsKey(channel)
        || (source.preset() != null && source.values().isEmpty());
  }
}
