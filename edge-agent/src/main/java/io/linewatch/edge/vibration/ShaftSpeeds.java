package io.linewatch.edge.vibration;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.ShaftSpeed;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.DecodedMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speeds of shafts that channels tell, for waveforms that come on another connection. Bounded by
 * the machines of the plant that name such a channel. Any thread.
 */
public final class ShaftSpeeds {
  /** A channel that tells a speed, and what it told. */
  private record Shaft(String unit, SpeedTrack track) {}

  private volatile Map<ChannelId, Shaft> shafts = Map.of();

  /** Listens to the channels that a desired state names. Control thread. */
  void follow(DesiredState desired) {
    Map<ChannelId, String> units = new HashMap<>();
    for (Channel channel : desired.channels()) {
      units.put(channel.id(), channel.unit());
    }
    Map<ChannelId, Shaft> before = shafts;
    Map<ChannelId, Shaft> followed = new HashMap<>();
    for (Asset asset : desired.assets()) {
      MachineData machine = asset.machine();
      String name = machine == null ? null : machine.speedChannel();
      if (name != null) {
        ChannelId id = new ChannelId(asset.path(), name);
        Shaft known = before.get(id);
        String unit = units.getOrDefault(id, ShaftSpeed.UNITS.getFirst());
        followed.put(
            id,
            known != null && known.unit.equals(unit) ? known : new Shaft(unit, new SpeedTrack()));
      }
    }
    shafts = Map.copyOf(followed);
  }

  /** Takes the speeds among what came; others cost a look at whether any is wanted. */
  public Decoded heed(Decoded decoded) {
    if (!shafts.isEmpty()) {
      decoded.messages().forEach(this::heed);
    }
    return decoded;
  }

  private void heed(DecodedMessage message) {
    if (message.historical()) {
      return;
    }
    for (Reading reading : message.readings()) {
      Shaft shaft = shafts.get(reading.channel());
      if (shaft != null && reading.quality() == Quality.GOOD) {
        shaft.track.add(reading.time(), ShaftSpeed.rpm(reading.value(), shaft.unit));
      }
    }
  }

  /** What is known of an asset's shaft; null when no channel tells it. */
  @Nullable SpeedTrack of(AssetPath asset, @Nullable MachineData machine) {
    String name = machine == null ? null : machine.speedChannel();
    Shaft shaft = name == null ? null : shafts.get(new ChannelId(asset, name));
    return shaft == null ? null : shaft.track;
  }
}
