package io.linewatch.edge.recording;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.signal.DecodedMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the recorder, bounded by entries and by bytes. Any thread offers and never waits;
 * what does not fit is counted by asset, so that the recording can say what it lacks. The
 * recorder's thread takes.
 */
final class RecorderQueue implements RecordingTap {
  static final int MAX_ENTRIES = 16_384;
  static final long MAX_BYTES = 64L << 20;

  /** Pictures leave as much of the bytes to what is small. */
  private static final int PICTURES_SHARE = 2;

  private final MpscAtomicArrayQueue<Heard> entries;
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Counter shedCount;

  /** By asset; bounded by the assets that are recorded. */
  private final Map<AssetPath, Shed> shed = new HashMap<>();

  /** By station; bounded by the stations that are recorded. */
  private final Map<ChannelId, Shed> shedPictures = new HashMap<>();

  private volatile Set<AssetPath> wanted = Set.of();
  private volatile Set<ChannelId> wantedStations = Set.of();

  /**
   * What was not taken of an asset.
   *
   * @param from event time of the earliest
   * @param to event time of the latest
   */
  record Shed(long count, Instant from, Instant to) {
    Shed and(Heard heard) {
      Instant time = heard.time();
      return new Shed(count + 1, time.isBefore(from) ? time : from, time.isAfter(to) ? time : to);
    }
  }

  RecorderQueue(MeterRegistry metrics, int maxEntries, long maxBytes) {
    this.entries = new MpscAtomicArrayQueue<>(maxEntries);
    this.maxBytes = maxBytes;
    Gauge.builder("linewatch.edge.recording.queue", entries, MpscAtomicArrayQueue::size)
        .description(
            "messages, blocks and pictures that wait for the recorder; the bound is " + maxEntries)
        .register(metrics);
    Gauge.builder("linewatch.edge.recording.queue.bytes", bytes, AtomicLong::get)
        .description("about what they take of the memory; the bound is " + maxBytes)
        .register(metrics);
    this.shedCount =
        Counter.builder("linewatch.edge.recording.shed")
            .description(
                "messages, blocks and pictures the recorder could not take; gaps of recordings")
            .register(metrics);
  }

  /** From now on these are heard. Recorder's thread. */
  void want(Set<AssetPath> assets, Set<ChannelId> stations) {
    wanted = Set.copyOf(assets);
    wantedStations = Set.copyOf(stations);
  }

  @Override
  public void message(DecodedMessage message, @Nullable String machineState) {
    Set<AssetPath> now = wanted;
    if (!now.isEmpty() && now.contains(message.asset())) {
      offer(new Heard.Message(message, machineState));
    }
  }

  @Override
  public void waveform(Waveform waveform) {
    Set<AssetPath> now = wanted;
    if (!now.isEmpty() && now.contains(waveform.channel().asset())) {
      offer(new Heard.Block(waveform));
    }
  }

  @Override
  public boolean wantsPictures(ChannelId station) {
    return wantedStations.contains(station);
  }

  @Override
  public void picture(HeardPicture picture) {
    if (wantsPictures(picture.station())) {
      offer(new Heard.Shown(picture), maxBytes / PICTURES_SHARE);
    }
  }

  private void offer(Heard heard) {
    offer(heard, maxBytes);
  }

  private void offer(Heard heard, long bound) {
    long weight = heard.weight();
    long waiting = bytes.getAndAdd(weight);
    // One block may be larger than the bound; alone it passes.
    if ((waiting > 0 && waiting + weight > bound) || !entries.offer(heard)) {
      bytes.getAndAdd(-weight);
      count(heard);
    }
  }

  private void count(Heard heard) {
    shedCount.increment();
    Shed one = new Shed(1, heard.time(), heard.time());
    synchronized (shed) {
      if (heard instanceof Heard.Shown(HeardPicture picture)) {
        shedPictures.merge(picture.station(), one, (old, _) -> old.and(heard));
      } else {
        shed.merge(heard.asset(), one, (old, _) -> old.and(heard));
      }
    }
  }

  /** Takes what waits, at most so much. Recorder's thread. */
  int drain(Consumer<Heard> to, int most) {
    int taken = 0;
    for (Heard heard = entries.poll(); heard != null; heard = entries.poll()) {
      bytes.getAndAdd(-heard.weight());
      to.accept(heard);
      if (++taken >= most) {
        break;
      }
    }
    return taken;
  }

  /** Pictures that were shed since the last call, by station. Recorder's thread. */
  Map<ChannelId, Shed> takeShedPictures() {
    synchronized (shed) {
      if (shedPictures.isEmpty()) {
        return Map.of();
      }
      Map<ChannelId, Shed> taken = new HashMap<>(shedPictures);
      shedPictures.clear();
      return taken;
    }
  }

  /** What else was shed since the last call. Recorder's thread. */
  Map<AssetPath, Shed> takeShed() {
    synchronized (shed) {
      if (shed.isEmpty()) {
        return Map.of();
      }
      Map<AssetPath, Shed> taken = new HashMap<>(shed);
      shed.clear();
      return taken;
    }
  }
}
