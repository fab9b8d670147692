package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordedChannel;
import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.signal.DecodedMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One recording while it runs: what it takes, what it leaves out, and why. Recorder's thread. */
final class ActiveRecording {
  /** What is gathered is written this often; a kill loses no more. */
  static final Duration FLUSH = Duration.ofSeconds(5);

  /** Readings of the last moments may still be on their way when the time is up. */
  static final Duration LATENESS = Duration.ofSeconds(30);

  private static final String STOOD_STILL = "the recording or the agent stood still";

  final RecordingRequest request;
  private final RecordingFolder folder;
  private final FrameKeeper keeper;
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final OpenSeries series;
  private final MachineGates gates;
  private final WantedPictures pictures;
  private boolean anything;
  private long rows;
  private Instant nextFlush;
  private Instant now;

  /**
   * @param known what the plant has; channels of the request that are not in it are left out
   * @param cameras the gateway's camera stations
   * @param startedAt the gateway's clock now
   */
  ActiveRecording(
      RecordingRequest request,
      Map<ChannelId, Channel> known,
      Set<ChannelId> cameras,
      String gateway,
      RecordingFolder folder,
      Instant startedAt) {
    this.request = request;
    this.folder = folder;
    this.keeper = new FrameKeeper(folder);
    this.now = startedAt;
    this.nextFlush = startedAt.plus(FLUSH);
    for (ChannelId id : request.channels()) {
      Channel channel = known.get(id);
      if (channel != null) {
        channels.put(id, channel);
      }
    }
    this.series =
        new OpenSeries(
            gateway,
            startedAt,
            block -> keeper.keep(new SegmentFrame.Series(block), block.values().length, now));
    this.pictures = new WantedPictures(request, cameras);
    this.gates = new MachineGates(request, assets());
    folder.describe(
        channels.values().stream()
            .map(channel -> new RecordedChannel(channel.id(), channel.quantity(), channel.unit()))
            .sorted((a, b) -> a.id().compareTo(b.id()))
            .toList(),
        request.machineStates());
  }

  /** Whose messages it needs. */
  Set<AssetPath> assets() {
    return Stream.concat(channels.keySet().stream(), pictures.stations().stream())
        .map(ChannelId::asset)
        .collect(Collectors.toSet());
  }

  /** Camera stations whose pictures it needs. */
  Set<ChannelId> stations() {
    return pictures.stations();
  }

  WantedPictures pictures() {
    return pictures;
  }

  /** Whether this is how the plant has its channels now. */
  boolean isFor(Map<ChannelId, Channel> known) {
    return request.channels().stream()
        .allMatch(id -> Objects.equals(channels.get(id), known.get(id)));
  }

  /** Channels asked for that the plant does not have. */
  List<ChannelId> unknown() {
    return request.channels().stream().filter(id -> !channels.containsKey(id)).toList();
  }

  /** Takes the readings of its channels, if the machine is in a chosen state. */
  void take(DecodedMessage message, @Nullable String state) {
    if (!gates.has(message.asset()) || !inTime(message.time())) {
      return;
    }
    long wanted =
        message.readings().stream().filter(r -> channels.containsKey(r.channel())).count();
    if (!passes(message.asset(), state, message.time(), wanted) || wanted == 0) {
      return;
    }
    began(message.time());
    for (Reading reading : message.readings()) {
      Channel channel = channels.get(reading.channel());
      if (channel != null) {
        rows++;
        series.add(channel, reading, state, now);
      }
    }
  }

  /** Takes a block, if it is of its channels and the machine was in a chosen state. */
  void take(Waveform waveform, @Nullable String state) {
    Channel channel = channels.get(waveform.channel());
    if (channel == null || !inTime(waveform.start())) {
      return;
    }
    if (passes(channel.id().asset(), state, waveform.start(), 1)) {
      began(waveform.start());
      rows++;
      RecordedWaveform recorded =
          new RecordedWaveform(
              channel.id().toString(),
              channel.unit(),
              state,
              waveform.start(),
              waveform.rateHz(),
              waveform.samples());
      keeper.keep(new SegmentFrame.Waveform(recorded), 1, now);
    }
  }

  /** Whether a picture lies in its time, and the machine was in a chosen state; counts it. */
  boolean opensFor(HeardPicture heard, @Nullable String state) {
    return pictures.stations().contains(heard.station())
        && inTime(heard.time())
        && passes(heard.station().asset(), state, heard.time(), 1);
  }

  /**
   * Takes a picture that it is open for.
   *
   * @param picture null when it must not be kept
   */
  void take(HeardPicture heard, @Nullable RecordedPicture picture) {
    if (picture == null) {
      keeper.gap(WantedPictures.leftOut(heard), now);
      return;
    }
    began(heard.time());
    rows++;
    keeper.keep(new SegmentFrame.Picture(picture), 1, now);
  }

  /** The queue could not take pictures of this station. */
  void shedPictures(ChannelId station, RecorderQueue.Shed shed) {
    if (gates.isOpen(station.asset()) && pictures.stations().contains(station)) {
      keeper.gap(WantedPictures.shed(station, shed), now);
    }
  }

  private boolean inTime(Instant time) {
    Instant until = request.until();
    return !time.isBefore(request.from()) && (until == null || time.isBefore(until));
  }

  private boolean passes(AssetPath asset, @Nullable String state, Instant time, long readings) {
    return gates.passes(asset, state, time, readings, gap -> keeper.gap(gap, now));
  }

  /** The first value of this run: what lies before it and was not recorded is a gap. */
  private void began(Instant time) {
    if (!anything) {
      anything = true;
      Instant newest = folder.newest();
      if (newest != null && time.isAfter(newest)) {
        keeper.gap(
            new RecordingGap(RecordingGap.Reason.STOPPED, "", newest, time, 0, STOOD_STILL), now);
      }
    }
  }

  /** The queue could not take something of this asset. */
  void shed(AssetPath asset, RecorderQueue.Shed shed) {
    if (gates.isOpen(asset)) {
      keeper.gap(
          new RecordingGap(
              RecordingGap.Reason.SHED,
              gates.subject(asset),
              shed.from(),
              shed.to(),
              shed.count(),
              "more came than the recorder could take"),
          now);
    }
  }

  /** Writes what has gathered, when it is time. */
  void turn(Instant clock) throws IOException {
    now = clock;
    if (!clock.isBefore(nextFlush) || clock.isBefore(nextFlush.minus(FLUSH))) {
      nextFlush = clock.plus(FLUSH);
      flush(clock);
    }
  }

  private void flush(Instant clock) throws IOException {
    series.closeAll();
    keeper.settle(clock);
    var _ = folder.rotateWhenDue(clock);
  }

  /** Whether its time is up. */
  boolean isOver(Instant clock) {
    Instant until = request.until();
    return until != null && !clock.isBefore(until.plus(LATENESS));
  }

  /**
   * Writes what is left and closes the segment.
   *
   * @param stopped whether the recording is over, not only this run of the agent
   */
  void finish(Instant clock, boolean stopped) throws IOException {
    now = clock;
    gates.finish(gap -> {
      if (folder.newest() != null) {
        keeper.gap(gap, clock);
      }
    });
    series.closeAll();
    keeper.settle(clock);
    folder.finish(stopped);
  }

  /** Readings, blocks and pictures taken in this run. */
  long rows() {
    return rows;
  }

  /** Why nothing is written now; empty when all is well. */
  String problem() {
    return keeper.problem();
  }

  /** Whether no machine of it is in a chosen state. */
  boolean waitsForState() {
    return gates.allClosed();
  }

  /** What it could not write in this run. */
  long lost() {
    return keeper.lost();
  }

  RecordingFolder folder() {
    return folder;
  }
}
