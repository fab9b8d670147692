package io.linewatch.edge.vibration;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.WaveformDecoder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waveforms of one connection under one desired state: decoded, joined, read, and handed on as
 * readings of the channels that the plant names for them. The connection's own thread does all the
 * work, so that waveforms starve nobody else.
 */
public final class VibrationStage {
  private final WaveformDecoder decoder;
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final Map<AssetPath, MachineData> machines = new HashMap<>();
  private final VibrationPoints points;

  private VibrationStage(WaveformDecoder decoder, VibrationPoints points) {
    this.decoder = decoder;
    this.points = points;
  }

  /**
   * @param served the sources of the connection
   * @param points what goes on from one desired state to the next
   * @param problems gets one sentence for each source that cannot be used
   */
  public static VibrationStage of(
      List<SourceMapping> served,
      DesiredState desired,
      VibrationPoints points,
      List<String> problems) {
    VibrationStage stage =
        new VibrationStage(WaveformDecoder.of(served, desired.channels(), problems), points);
    desired.channels().forEach(channel -> stage.channels.put(channel.id(), channel));
    for (Asset asset : desired.assets()) {
      MachineData machine = asset.machine();
      if (machine != null) {
        stage.machines.put(asset.path(), machine);
      }
    }
    return stage;
  }

  /** What to subscribe to. */
  public List<String> topicFilters() {
    return decoder.topicFilters();
  }

  /** Null when the message is no waveform. The connection's thread. */
  public @Nullable Decoded decode(InboundMessage message) {
    WaveformDecoder.Block block =
        decoder.decode(message.topic(), message.payload(), message.properties(), message.arrival());
    if (block == null) {
      return null;
    }
    Waveform waveform = block.waveform();
    if (waveform == null) {
      return new Decoded(List.of(), block.rejections());
    }
    points.heard(waveform);
    return new Decoded(
        point(waveform.channel()).accept(waveform, block.operation()), block.rejections());
  }

  private VibrationPoint point(ChannelId id) {
    Channel channel = channels.get(id);
    if (channel == null) {
      throw new IllegalStateException("decoded for a channel that is not planned: " + id);
    }
    Map<Quantity, ChannelId> told = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      Channel named = channels.get(new ChannelId(id.asset(), quantity.of(id.channel())));
      if (named != null) {
        told.put(quantity, named.id());
      }
    }
    return points.of(channel, machines.get(id.asset()), told);
  }
}
