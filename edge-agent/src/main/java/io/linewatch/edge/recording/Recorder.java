package io.linewatch.edge.recording;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private static final int MOST_REPORTED = 100;

  private final RecordingSettings settings;
  private final InstantSource clock;
  private final LocalRequests local;
  private final DiskRoom room;
  private final RecorderQueue queue;
  private final SegmentOutput.Maker maker;
  private final RecorderMetrics metrics;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private volatile WantedRecordings.Central central = WantedRecordings.Central.NOTHING;
  private volatile List<RecordingView> views = List.of();
  private volatile boolean stopping;

  // Recorder's thread only.
  private final RunningRecordings running;
  private WantedRecordings wanted = new WantedRecordings(Map.of(), Set.of(), Map.of(), Map.of());
  private Instant nextLook = Instant.MIN;
  private @Nullable RecordingFolders folders;

  private Recorder(
      RecordingSettings settings,
      InstantSource clock,
      DiskRoom room,
      RecorderQueue queue,
      SegmentOutput.Maker maker,
      MeterRegistry registry) {
    this.settings = settings;
    this.clock = clock;
    this.local = new LocalRequests(settings.stateDir());
    this.room = room;
    this.queue = queue;
    this.maker = maker;
    this.metrics = new RecorderMetrics(registry);
    this.running = new RunningRecordings(settings.gateway(), metrics);
    this.thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
  }

  /** Touches no file yet: a disk that is full or broken keeps nobody from starting. */
  public static Recorder of(
      RecordingSettings settings, MeterRegistry metrics, InstantSource clock) {
    return of(
        settings,
        metrics,
        clock,
        SegmentOutput::onDisk,
        () -> Files.getFileStore(settings.stateDir()).getUsableSpace(),
        new RecorderQueue(metrics, RecorderQueue.MAX_ENTRIES, RecorderQueue.MAX_BYTES));
  }

  static Recorder of(
      RecordingSettings settings,
      MeterRegistry metrics,
      InstantSource clock,
      SegmentOutput.Maker maker,
      DiskRoom.Space space,
      RecorderQueue queue) {
    DiskRoom room = new DiskRoom(space, settings.keepFreeBytes());
    return new Recorder(settings, clock, room, queue, maker, metrics);
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

  /** The same for the centre, bounded. Any thread. */
  public List<GatewayStatus.RecordingStatus> statuses() {
    return views.stream()
        .limit(MOST_REPORTED)
        .map(view ->
            new GatewayStatus.RecordingStatus(
                view.name(),
                view.state().name(),
                view.rows(),
                view.bytes(),
                view.lost(),
                view.problem()))
        .toList();
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
      queue.want(Set.of(), Set.of());
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
    queue.takeShed().forEach(running::shed);
    queue.takeShedPictures().forEach(running::shedPictures);
    running.turn(now);
    return taken;
  }

  /** What cannot be recorded costs itself alone. */
  private void take(Heard heard) {
    metrics.taken.increment();
    try {
      running.take(heard);
    } catch (RuntimeException defect) {
      metrics.failures.increment();
      LOG.warn("something of {} could not be recorded", heard.asset(), defect);
    }
  }

  private void look(Instant now) {
    try {
      room.look();
      RecordingFolders known = folders;
      if (known == null) {
        // Puts in order what the last run left, as soon as the disk allows.
        known = RecordingFolders.load(settings, maker, room);
        folders = known;
      }
      wanted = WantedRecordings.of(central, local.all(), settings.stations());
      running.stopWhatIsNot(wanted, now, local);
      running.startWhatIs(wanted, now, known);
      queue.want(running.assets(), running.stations());
      known.keepQuota();
    } catch (IOException failed) {
      metrics.failures.increment();
      LOG.warn("recordings: {}", failed.toString());
    }
    RecordingFolders loaded = folders;
    if (loaded != null) {
      views = running.views(wanted, loaded);
    }
  }

  /** Takes what still waits, then closes all segments; the recordings go on at the next start. */
  private void finishAll() {
    while (queue.drain(this::take, MOST_A_TURN) > 0) {
      // Nobody offers any more: this ends.
    }
    running.finish(clock.instant());
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
