package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.edge.decision.MachineStates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recordings that run now: which, and who of them takes what. Recorder's thread. */
final class RunningRecordings {
  private static final Logger LOG = LoggerFactory.getLogger(RunningRecordings.class);

  private final String gateway;
  private final RecorderMetrics metrics;
  private final Map<String, ActiveRecording> active = new TreeMap<>();

  /** What machines told lately, for waveforms, which tell none. */
  private final Map<AssetPath, MachineStates> states = new HashMap<>();

  RunningRecordings(String gateway, RecorderMetrics metrics) {
    this.gateway = gateway;
    this.metrics = metrics;
  }

  /** Whoever wants it takes it. */
  void take(Heard heard) {
    switch (heard) {
      case Heard.Message(var message, String state) -> {
        if (state != null) {
          states
              .computeIfAbsent(message.asset(), _ -> new MachineStates())
              .tell(message.time(), state);
        }
        active.values().forEach(one -> one.take(message, state));
      }
      case Heard.Block(var waveform) -> {
        String state = state(waveform.channel().asset(), waveform.start());
        active.values().forEach(one -> one.take(waveform, state));
      }
      case Heard.Shown(var picture) -> take(picture);
    }
  }

  private @Nullable String state(AssetPath asset, Instant time) {
    MachineStates told = states.get(asset);
    return told == null ? null : told.at(time);
  }

  /** Masked once, and only for those in whose time and states it lies. */
  private void take(HeardPicture heard) {
    String state = state(heard.station().asset(), heard.time());
    List<ActiveRecording> wanting =
        active.values().stream().filter(one -> one.opensFor(heard, state)).toList();
    if (!wanting.isEmpty()) {
      RecordedPicture picture = PictureFrames.of(heard, state);
      if (picture == null) {
        metrics.unmaskable.increment();
      }
      wanting.forEach(one -> one.take(heard, picture));
    }
  }

  /**
   * Ends what is over, is not wanted any more, or is wanted otherwise.
   *
   * @param local from where the request of what is over is taken back
   */
  void stopWhatIsNot(WantedRecordings wanted, Instant now, LocalRequests local) throws IOException {
    for (ActiveRecording recording : List.copyOf(active.values())) {
      String name = recording.request.name();
      boolean over = recording.isOver(now);
      boolean same =
          recording.request.equals(wanted.requests().get(name))
              && recording.isFor(wanted.channels());
      if (over || !same) {
        active.remove(name);
        boolean goesOn = !over && wanted.requests().containsKey(name);
        attempt(recording, () -> recording.finish(now, !goesOn));
        LOG.info("recording {} {}", name, goesOn ? "changes" : "has ended");
      }
      if (over) {
        var _ = local.remove(name);
      }
    }
  }

  /** Begins what is wanted and does not run yet. */
  void startWhatIs(WantedRecordings wanted, Instant now, RecordingFolders known) {
    for (RecordingRequest request : wanted.requests().values()) {
      Instant until = request.until();
      boolean over = until != null && !now.isBefore(until.plus(ActiveRecording.LATENESS));
      RecordingFolder folder =
          over || active.containsKey(request.name()) ? null : known.of(request.name());
      if (folder != null) {
        active.put(
            request.name(),
            new ActiveRecording(
                request, wanted.channels(), wanted.stations(), gateway, folder, now));
        LOG.info("recording {} begins", request.name());
      }
    }
    states.keySet().retainAll(assets());
  }

  /** Whose messages are needed. */
  Set<AssetPath> assets() {
    Set<AssetPath> assets = new HashSet<>();
    active.values().forEach(one -> assets.addAll(one.assets()));
    return assets;
  }

  /** Camera stations whose pictures are needed. */
  Set<ChannelId> stations() {
    Set<ChannelId> stations = new HashSet<>();
    active.values().forEach(one -> stations.addAll(one.stations()));
    return stations;
  }

  /** Pictures of this station could not be taken. */
  void shedPictures(ChannelId station, RecorderQueue.Shed shed) {
    active.values().forEach(one -> one.shedPictures(station, shed));
  }

  /** Something of this asset could not be taken. */
  void shed(AssetPath asset, RecorderQueue.Shed shed) {
    active.values().forEach(one -> one.shed(asset, shed));
  }

  /** Writes what is due. */
  void turn(Instant now) {
    for (ActiveRecording recording : active.values()) {
      attempt(recording, () -> recording.turn(now));
    }
  }

  /** Closes all segments; the recordings go on at the next start. */
  void finish(Instant now) {
    for (ActiveRecording recording : active.values()) {
      attempt(recording, () -> recording.finish(now, false));
    }
    active.clear();
  }

  /** How all stand, those that run first. */
  List<RecordingView> views(WantedRecordings wanted, RecordingFolders known) {
    List<RecordingView> shown = new ArrayList<>();
    long lost = 0;
    for (ActiveRecording recording : active.values()) {
      shown.add(RecordingViews.of(recording));
      lost += recording.lost();
    }
    for (RecordingFolder folder : known.all()) {
      if (!active.containsKey(folder.name())) {
        shown.add(RecordingViews.ended(folder));
      }
    }
    wanted.problems().forEach((name, problem) -> shown.add(RecordingViews.refused(name, problem)));
    metrics.show(active.size(), known.bytes(), known.deletedSegments(), lost);
    return List.copyOf(shown);
  }

  /** What a step of a recording may do to the disk. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** One recording's trouble with the disk is no other's. */
  private void attempt(ActiveRecording recording, Step step) {
    try {
      step.run();
    } catch (IOException failed) {
      metrics.failures.increment();
      LOG.warn("recording {}: {}", recording.request.name(), failed.toString());
    }
  }
}
