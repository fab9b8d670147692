package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.config.PictureFolder;
import io.linewatch.edge.config.StationConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that a camera writes to, over FTP, SFTP or SMB. A file counts when it has not changed
 * for a while; it is moved to {@code done} or {@code failed} beside it when its verdict is safe,
 * and stays until then, so that a restart begins where the last run stopped. Links are never
 * followed, folders never entered. Looking, instead of being told, because shares of other machines
 * tell nothing.
 *
 * <p>Thread {@code picture-folder-STATION}, which waits while the gateway has no room.
 */
public final class WatchedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private static final int MAX_BYTES = 32 << 20;

  /** How long a file of another name is left alone. */
  static final Duration FOREIGN_AFTER = Duration.ofMinutes(1);

  /** Where its pictures go. */
  @FunctionalInterface
  interface Taker {
    void show(StationPicture picture) throws InterruptedException;
  }

  private final StationConfig station;
  private final PictureFolder settings;
  private final Path folder;
  private final FileNamePattern pattern;
  private final Taker taker;
  private final InstantSource clock;
  private final JudgedFiles judged;
  private final Counter refused;
  private final Counter trouble;
  private final Thread thread;

  // The folder's thread.
  private final SteadyFiles steady;
  private final Set<Path> underWay = new HashSet<>();

  private volatile boolean closed;
  private volatile int waiting;
  private volatile String problem = "";

  /**
   * @throws IOException when the folder cannot be used; says what to do
   */
  public WatchedFolder(
      StationConfig station,
      Path folder,
      Inspection inspection,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    this(station, folder, inspection::show, metrics, clock);
  }

  WatchedFolder(
      StationConfig station, Path folder, Taker taker, MeterRegistry metrics, InstantSource clock)
      throws IOException {
    PictureFolder wanted = station.folder();
    if (wanted == null) {
      throw new IllegalArgumentException("station '" + station.id() + "' has no folder");
    }
    this.station = station;
    this.settings = wanted;
    this.folder = folder;
    this.pattern = new FileNamePattern(wanted.name());
    this.steady = new SteadyFiles(folder, wanted.stableOrDefault());
    this.taker = taker;
    this.clock = clock;
    try {
      judged = new JudgedFiles(folder, wanted.keepOrDefault(), clock);
    } catch (IOException e) {
      throw new IOException(
          "station '" + station.id() + "': " + folder + " must be a folder I may write to: " + e,
          e);
    }
    refused =
        Counter.builder("linewatch.inspection.files.refused")
            .description("files moved to failed unread: a name of another form, or too large")
            .tag("station", station.id())
            .register(metrics);
    trouble =
        Counter.builder("linewatch.inspection.files.trouble")
            .description("looks at the folder that failed")
            .tag("station", station.id())
            .register(metrics);
    Gauge.builder("linewatch.inspection.files.waiting", this, f -> f.waiting)
        .description("files in the folder that have no verdict yet")
        .tag("station", station.id())
        .register(metrics);
    thread =
        Thread.ofPlatform().name("picture-folder-" + station.id()).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Why nothing can be read from it and what to do; empty when all is well. */
  public String problem() {
    return problem;
  }

  private void run() {
    try {
      while (!closed) {
        look();
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look: moves what was judged, and takes what has become whole. The folder's thread. */
  void look() throws InterruptedException {
    try {
      underWay.removeAll(judged.move());
      List<SteadyFiles.Steady> files = steady.look(clock.instant(), underWay);
      waiting = steady.seen() + underWay.size();
      for (SteadyFiles.Steady file : files) {
        if (closed) {
          return;
        }
        FileNamePattern.Name name = pattern.read(String.valueOf(file.file().getFileName()));
        if (name != null && isOurs(file, name)) {
          take(file, name);
        } else {
          refuse(file);
        }
        underWay.removeAll(judged.move());
      }
      judged.tend();
      problem = "";
    } catch (IOException | DirectoryIteratorException e) {
      trouble.increment();
      String text = "Folder " + folder + " cannot be read: " + e + ". Is the share mounted?";
      if (problem.isEmpty()) {
        LOG.warn("station {}: {}", station.id(), text);
      }
      problem = text;
    }
  }

  private static boolean isOurs(SteadyFiles.Steady file, FileNamePattern.Name name) {
    return PartVerdict.isPart(name.part()) && file.about().size() <= MAX_BYTES;
  }

  /**
   * What will never be judged goes, but not at once: many write under another name first, and
   * rename when the file is whole.
   */
  private void refuse(SteadyFiles.Steady file) throws IOException {
    if (clock.instant().isBefore(file.since().plus(FOREIGN_AFTER))) {
      return;
    }
    refused.increment();
    LOG.warn(
        "station {}: {} is refused: its name is not of the form {}, or it has more than {} bytes",
        station.id(),
        file.file().getFileName(),
        settings.name(),
        MAX_BYTES);
    judged.fail(file.file());
  }

  private void take(SteadyFiles.Steady ready, FileNamePattern.Name name)
      throws IOException, InterruptedException {
    Path file = ready.file();
    byte[] bytes;
    // What stood there as a file a moment ago may be a link by now.
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException gone) {
      return;
    }
    Instant arrival = clock.instant();
    String text = name.time();
    Instant taken =
        text == null ? ready.about().lastModifiedTime().toInstant() : PictureTime.read(text);
    boolean possible = taken != null && PictureTime.possible(taken, arrival);
    underWay.add(file);
    taker.show(
        new StationPicture(
            station.id(),
            name.part(),
            bytes,
            possible ? taken : null,
            arrival,
            null,
            name.product(),
            null,
            judged.receipt(file)));
  }

  /** Takes no more files; what was taken may still be judged. */
  void stopTaking() {
    closed = true;
  }

  /** Stops looking; what was judged by then is moved. */
  @Override
  public void close() {
    closed = true;
    try {
      if (thread.isAlive()) {
        thread.interrupt();
        var _ = thread.join(Duration.ofSeconds(2));
      }
      underWay.removeAll(judged.move());
    } catch (IOException e) {
      LOG.warn("station {}: judged files stay in {}: {}", station.id(), folder, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
