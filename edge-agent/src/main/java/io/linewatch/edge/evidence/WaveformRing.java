package io.linewatch.edge.evidence;

import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.evidence.RingFolder.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw blocks on disk, for people who want to look at what a finding rests on. Its own thread {@code
 * waveform-ring} writes; whoever brings a block never waits: when the disk is slower than the
 * sensors, blocks are not kept, and counted.
 */
public final class WaveformRing implements RawBlocks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WaveformRing.class);
  private static final String FOLDER = "waveforms";
  static final int QUEUE = 16;

  /** Above what the agent calls a disk that is nearly full: findings need the room. */
  private static final long LEAST_FREE_BYTES = 256L << 20;

  private static final long LOOK_SECONDS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * @param maxBytes on disk; 0 keeps none
   * @param maxAge after which a block is deleted
   * @param every how often a block of a channel is kept while nothing is wrong
   */
  public record Settings(long maxBytes, Duration maxAge, Duration every) {}

  private record Job(Kind kind, WaveformFile file) {}

  private static final Job END = new Job(Kind.RECENT, new WaveformFile("", new byte[0]));

  private final Settings settings;
  private final Path root;
  private final InstantSource clock;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private final Counter shed;
  private final Counter noRoom;
  private final Counter failed;
  private final Counter evicted;
  private volatile long bytes;
  private volatile int files;
  private volatile boolean closed;

  private WaveformRing(Path root, Settings settings, MeterRegistry metrics, InstantSource clock) {
    this.root = root;
    this.settings = settings;
    this.clock = clock;
    thread = Thread.ofPlatform().name("waveform-ring").daemon().unstarted(this::run);
    shed = dropped(metrics, "queue", "raw blocks not kept: the disk was too slow");
    noRoom = dropped(metrics, "disk-full", "raw blocks not kept: too little room on the disk");
    failed = dropped(metrics, "failed", "raw blocks not kept: the disk refused them");
    evicted =
        Counter.builder("linewatch.edge.waveform.kept.evicted")
            .description("raw blocks deleted for room or age")
            .register(metrics);
    Gauge.builder("linewatch.edge.waveform.kept.bytes", this, ring -> ring.bytes)
        .description("raw blocks on disk; the bound is " + settings.maxBytes())
        .register(metrics);
    Gauge.builder("linewatch.edge.waveform.kept.files", this, ring -> ring.files)
        .description("raw blocks on disk; the bound is " + RingFolder.MOST_FILES)
        .register(metrics);
  }

  private static Counter dropped(MeterRegistry metrics, String reason, String description) {
    return Counter.builder("linewatch.edge.waveform.kept.dropped")
        .description(description)
        .tag("reason", reason)
        .register(metrics);
  }

  /**
   * Starts to write; what an earlier run has left is found by its thread.
   *
   * @param stateDir in which its folder lies
   */
  public static WaveformRing start(
      Path stateDir, Settings settings, MeterRegistry metrics, InstantSource clock) {
    WaveformRing ring = new WaveformRing(stateDir.resolve(FOLDER), settings, metrics, clock);
    if (settings.maxBytes() > 0) {
      ring.thread.start();
    }
    return ring;
  }

  /** One that writes nothing until told to: for tests of what happens meanwhile. */
  static WaveformRing unstarted(
      Path stateDir, Settings settings, MeterRegistry metrics, InstantSource clock) {
    return new WaveformRing(stateDir.resolve(FOLDER), settings, metrics, clock);
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public @Nullable String keep(Waveform block, String unit, boolean diagnosed) {
    if (settings.maxBytes() <= 0 || closed) {
      return null;
    }
    if (jobs.remainingCapacity() == 0) {
      // Before the work of encoding it.
      shed.increment();
      return null;
    }
    WaveformFile file = WaveformFile.of(block, unit);
    if (!jobs.offer(new Job(diagnosed ? Kind.DIAGNOSED : Kind.RECENT, file))) {
      shed.increment();
      return null;
    }
    return file.digest();
  }

  private void run() {
    RingFolder folder = null;
    try {
      while (!closed || !jobs.isEmpty()) {
        Job job = jobs.poll(LOOK_SECONDS, TimeUnit.SECONDS);
        if (END.equals(job)) {
          return;
        }
        folder = folder == null ? open() : folder;
        if (folder != null) {
          write(folder, job);
        } else if (job != null) {
          failed.increment();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable RingFolder open() {
    try {
      RingFolder folder = RingFolder.open(root, settings.maxBytes(), settings.maxAge());
      tell(folder);
      return folder;
    } catch (IOException refused) {
      LOG.warn("raw blocks cannot be kept in {}: {}", root, refused.getMessage());
      return null;
    }
  }

  private void write(RingFolder folder, @Nullable Job job) {
    try {
      int deleted;
      if (job == null) {
        deleted = folder.age(clock.instant());
      } else if (Files.getFileStore(root).getUsableSpace() < LEAST_FREE_BYTES) {
        noRoom.increment();
        deleted = folder.age(clock.instant());
      } else {
        deleted = folder.put(job.kind(), job.file(), clock.instant());
      }
      evicted.increment(deleted);
    } catch (IOException refused) {
      if (failed.count() == 0) {
        LOG.warn("a raw block was not kept: {}; further ones are counted", refused.getMessage());
      }
      failed.increment();
    }
    tell(folder);
  }

  private void tell(RingFolder folder) {
    bytes = folder.bytes();
    files = folder.files();
  }

  /** Writes what waits, for as long as there is patience. */
  @Override
  public void close() {
    closed = true;
    // Wakes the thread where it waits; one whose queue is full ends when that is empty.
    var _ = jobs.offer(END);
    try {
      if (thread.isAlive() && !thread.join(PATIENCE)) {
        LOG.warn("{} raw blocks were not written before the stop", jobs.size());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
