package io.linewatch.edge.recording;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.decision.MachineStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what is asked for. One thread does all of it, in turns: looks for requests every second,
 * takes what waits, writes what has gathered, keeps the quota.
 */
public final class Recorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_A_TURN = 4_096;
  private static final long IDLE_MILLIS = 50;
  private static final long STOP_SECONDS = 10;

  private final RecordingSettings settings;
  private final InstantSource clock;
  private final LocalRequests local;
  private final DiskRoom room;
  private final RecorderQueue queue;
  private final RecordingFolders folders;
  private final RecorderMetrics metrics;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private volatile WantedRecordings.Central central = WantedRecordings.Central.NOTHING;
  private volatile List<RecordingView> views = List.of();
  private volatile boolean stopping;

  // Recorder's thread only.
  private final Map<String, ActiveRecording> active = new TreeMap<>();
  private final Map<AssetPath, MachineStates> states = new HashMap<>();
  private WantedRecordings wanted = new WantedRecordings(Map.of(), Map.of(), Map.of());
  private Instant nextLook = Instant.MIN;

  private Recorder(
      RecordingSettings settings,
      InstantSource clock,
      DiskRoom room,
      RecorderQueue queue,
      RecordingFolders folders,
      MeterRegistry registry) {
    this.settings = settings;
    this.clock = clock;
    this.local = new LocalRequests(settings.stateDir());
    this.room = room;
    this.queue = queue;
    this.folders = folders;
    this.metrics = new RecorderMetrics(registry);
    this.thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
  }

  /**
   * Puts in order what the last run left; records nothing yet.
   *
   * @throws IOException when the folder of the recordings cannot be used
   */
  public static Recorder open(
      RecordingSettings settings, MeterRegistry metrics, InstantSource clock) throws IOException {
    return open(
        settings,
        metrics,
        clock,
        SegmentOutput::onDisk,
        () -> Files.getFileStore(settings.stateDir()).getUsableSpace(),
        new RecorderQueue(metrics, RecorderQueue.MAX_ENTRIES, RecorderQueue.MAX_BYTES));
  }

  static Recorder open(
      RecordingSettings settings,
      MeterRegistry metrics,
      InstantSource clock,
      SegmentOutput.Maker maker,
      DiskRoom.Space space,
      RecorderQueue queue)
      throws IOException {
    DiskRoom room = new DiskRoom(space, settings.keepFreeBytes());
    RecordingFolders folders = RecordingFolders.load(settings, maker, room);
    return new Recorder(settings, clock, room, queue, folders, metrics);
  }

  /** Where the pipeline tells what it hears. */
  public RecordingTap tap() {
    return queue;
  }

  /** The plant and the centre's requests from now on. Control thread. */
  public void follow(DesiredState desired) {
    central = WantedRecordings.Central.of(desired);
  }

  /** How the recordings stand, those that run first. Any thread. */
  public List<RecordingView> views() {
    return views;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopping) {
        if (turn() == 0) {
          TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the recorder ends by interrupt");
    } catch (RuntimeException defect) {
      LOG.error("the recorder failed; decisions go on, restart the agent to record again", defect);
      metrics.failures.increment();
    } finally {
      queue.want(Set.of());
      finishAll();
      stopped.countDown();
    }
  }

  /** One turn; how many messages and blocks it took. Recorder's thread. */
  int turn() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook) || now.isBefore(nextLook.minus(LOOK))) {
      nextLook = now.plus(LOOK);
      look(now);
    }
    int taken = queue.drain(this::take, MOST_A_TURN);
    queue
        .takeShed()
        .forEach((asset, shed) -> active.values().forEach(one -> one.shed(asset, shed)));
    for (ActiveRecording recording : active.values()) {
      attempt(recording, () -> recording.turn(now));
    }
    return taken;
  }

  private void take(Heard heard) {
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
        MachineStates told = states.get(waveform.channel().asset());
        String state = told == null ? null : told.at(waveform.start());
        active.values().forEach(one -> one.take(waveform, state));
      }
    }
    metrics.taken.increment();
  }

  private void look(Instant now) {
    try {
      room.look();
      wanted = WantedRecordings.of(central, local.all());
      stopWhatIsNotWanted(now);
      startWhatIsWanted(now);
      folders.keepQuota();
    } catch (IOException failed) {
      metrics.failures.increment();
      LOG.warn("recordings: {}", failed.toString());
    }
    show();
  }

  private void stopWhatIsNotWanted(Instant now) throws IOException {
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

  private void startWhatIsWanted(Instant now) {
    for (RecordingRequest request : wanted.requests().values()) {
      Instant until = request.until();
      boolean over = until != null && !now.isBefore(until.plus(ActiveRecording.LATENESS));
      RecordingFolder folder =
          over || active.containsKey(request.name()) ? null : folders.of(request.name());
      if (folder != null) {
        active.put(
            request.name(),
            new ActiveRecording(request, wanted.channels(), settings.gateway(), folder, now));
        LOG.info("recording {} begins", request.name());
      }
    }
    Set<AssetPath> assets = new HashSet<>();
    active.values().forEach(one -> assets.addAll(one.assets()));
    queue.want(assets);
    states.keySet().retainAll(assets);
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

  private void show() {
    List<RecordingView> shown = new ArrayList<>();
    long lost = 0;
    for (ActiveRecording recording : active.values()) {
      shown.add(RecordingViews.of(recording));
      lost += recording.lost();
    }
    for (RecordingFolder folder : folders.all()) {
      if (!active.containsKey(folder.name())) {
        shown.add(RecordingViews.ended(folder));
      }
    }
    wanted.problems().forEach((name, problem) -> shown.add(RecordingViews.refused(name, problem)));
    views = List.copyOf(shown);
    metrics.show(active.size(), folders.bytes(), folders.deletedSegments(), lost);
  }

  /** Takes what still waits, then closes all segments; the recordings go on at the next start. */
  private void finishAll() {
    while (queue.drain(this::take, MOST_A_TURN) > 0) {
      // Nobody offers any more: this ends.
    }
    Instant now = clock.instant();
    for (ActiveRecording recording : active.values()) {
      attempt(recording, () -> recording.finish(now, false));
    }
    active.clear();
  }

  /** Waits until all is on the disk, within ten seconds. */
  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      finishAll();
      return;
    }
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the recorder does not end; its open segments are put in order at the next start");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
