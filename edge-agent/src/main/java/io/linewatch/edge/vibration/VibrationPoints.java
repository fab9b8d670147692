package io.linewatch.edge.vibration;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.MachineData;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The points that are measured. They outlive a desired state that changes nothing for them, and
 * with them the reference they learned. Bounded by the channels of the plant: {@link #keep} drops
 * the others. A point is used by the one connection that serves its channel.
 */
public final class VibrationPoints {
  private final Map<ChannelId, VibrationPoint> points = new ConcurrentHashMap<>();

  private final ReferenceFolder references;
  private final ShaftSpeeds speeds = new ShaftSpeeds();
  private Consumer<Waveform> heard = _ -> {};

  /**
   * @param stateDir under which the references are kept
   */
  public VibrationPoints(MeterRegistry metrics, Path stateDir) {
    this.references = new ReferenceFolder(stateDir);
    Gauge.builder("linewatch.edge.waveform.points", points, Map::size)
        .description("waveform channels that are measured; the bound is the plant's channels")
        .register(metrics);
    sum(metrics, "gaps", "times samples were missing between two blocks", VibrationPoint::gaps);
    sum(metrics, "overlaps", "blocks that began before the last ended", VibrationPoint::overlaps);
    sum(metrics, "gated", "blocks left out: standing, load, hold-off", VibrationPoint::gated);
    sum(
        metrics,
        "nominal",
        "blocks read at nominal speed because the speed channel did not tell it",
        VibrationPoint::withoutSpeed);
    sum(metrics, "unsaved", "references learned and not on disk", VibrationPoint::unsaved);
  }

  private void sum(
      MeterRegistry metrics, String name, String what, ToDoubleFunction<VibrationPoint> of) {
    Gauge.builder(
            "linewatch.edge.waveform." + name,
            points,
            all -> all.values().stream().mapToDouble(of).sum())
        .description(what)
        .register(metrics);
  }

  /**
   * Every block that can be read is handed on, whether a point makes anything of it or not. Before
   * any is taken.
   */
  public void recordTo(Consumer<Waveform> tap) {
    heard = tap;
  }

  void heard(Waveform waveform) {
    heard.accept(waveform);
  }

  VibrationPoint of(Channel channel, @Nullable MachineData machine, Map<Quantity, ChannelId> told) {
    VibrationPoint known = points.get(channel.id());
    if (known != null && known.isFor(channel, machine, told)) {
      return known;
    }
    VibrationPoint fresh =
        new VibrationPoint(
            channel, machine, told, references, () -> speeds.of(channel.id().asset(), machine));
    points.put(channel.id(), fresh);
    return fresh;
  }

  /** Speeds that come beside the waveforms. Any thread. */
  public ShaftSpeeds speeds() {
    return speeds;
  }

  /** Forgets what the plant no longer has, and listens to the speeds it names. Control thread. */
  public void keep(DesiredState desired) {
    points
        .keySet()
        .retainAll(desired.channels().stream().map(Channel::id).collect(Collectors.toSet()));
    speeds.follow(desired);
  }
}
