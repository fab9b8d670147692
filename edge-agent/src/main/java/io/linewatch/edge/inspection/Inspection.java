package io.linewatch.edge.inspection;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Mode;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.PictureModels;
import io.linewatch.edge.pipeline.Beside;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.recording.RecordingTap;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureMemory;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The camera stations of a gateway: {@link #show} takes pictures of any connection or folder, a
 * station's worker judges them, and the deadlines are watched meanwhile. It knows no broker: what
 * is told goes out by {@link Telling}.
 */
public final class Inspection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final int REMEMBERED = RecentParts.REMEMBERED;

  /** Picture files above this are refused by their length. */
  private static final int MAX_BYTES = 32 << 20;

  /** The way to the line. */
  public interface Telling {
    /** A deadline has passed: to be told at once. Never blocks. */
    void now(PartVerdict verdict);

    /** Verdicts are safe in the outbox, and can be told. Never blocks. */
    void verdictsAreSafe();
  }

  /**
   * What the stations rest on.
   *
   * @param stateDir where evidence and lists of suspect parts go
   */
  public record Base(
      String gateway,
      Path stateDir,
      DurableOutput output,
      VerdictHistory history,
      Telling telling,
      PictureModels models,
      RecordingTap recording,
      MeterRegistry metrics,
      InstantSource clock) {}

  private final Map<String, StationConfig> stations = new LinkedHashMap<>();
  private final Map<String, StationMeters> meters = new HashMap<>();
  private final Map<String, RecordedStation> recorded = new HashMap<>();
  private final Workers workers;
  private final StationDesk desk;
  private final StationOutput output;
  private final DeadlineWatch watch;
  private final Deadlines deadlines;
  private final Base base;
  private final @Nullable PartsForCentre parts;

  /**
   * @param speaker of the findings
   * @throws IOException when the state folder cannot be used, or the outbox cannot be read
   */
  public Inspection(InspectionConfig config, Base base, Detector.Speaker speaker)
      throws IOException, InterruptedException {
    this.base = base;
    this.deadlines = new Deadlines(System::nanoTime);
    Map<String, StationDetectors> detectors = new HashMap<>();
    for (StationConfig station : config.stations()) {
      stations.put(station.id(), station);
      meters.put(station.id(), new StationMeters(station.id(), base.metrics()));
      detectors.put(
          station.id(), new StationDetectors(station, speaker, base.output().savedDetectors()));
    }
    output = new StationOutput(base.output(), detectors);
    Path folder = base.stateDir().resolve("inspection");
    EvidenceFiles files =
        new EvidenceFiles(
            folder.resolve("evidence"), config.evidenceOrDefault(), base.metrics(), base.clock());
    parts = PartsForCentre.of(config, folder, base.metrics(), base.clock());
    SuspectReport suspects = new SuspectReport(base.history(), folder.resolve("suspects"));
    PictureDecoder decoder = new PictureDecoder(new PictureLimits(MAX_BYTES, config.maxPixels()));
    workers =
        new Workers(
            config,
            meters,
            base.metrics(),
            (station, memory) -> station(station, decoder, memory, files, suspects));
    desk =
        new StationDesk(
            () -> workers.stations().stream().map(Station::state).toList(), this::changeOver);
    WaitingMeters.bind(deadlines, base.metrics());
    watch = new DeadlineWatch(deadlines, this::policy, this::passed);
    base.models()
        .want(
            config.stations().stream()
                .flatMap(station -> station.recipes().stream())
                .map(Inspector::wanted)
                .collect(Collectors.toSet()));
  }

  private Station station(
      StationConfig station,
      PictureDecoder decoder,
      PictureMemory memory,
      EvidenceFiles files,
      SuspectReport suspects)
      throws IOException, InterruptedException {
    StationMeters counted = meters.get(station.id());
    if (counted == null) {
      throw new IllegalStateException("every station has its meters");
    }
    RecordedStation told = new RecordedStation(station, base.recording(), decoder);
    recorded.put(station.id(), told);
    return new Station(
        station,
        new Station.Shared(
            base.gateway(), output, deadlines, base.telling()::verdictsAreSafe, base.clock()),
        told,
        new Inspector(station, decoder, memory, base.models(), counted),
        counted,
        new StationEvidence(station, files, parts),
        suspects,
        base.history().newest(station.id(), REMEMBERED));
  }

  /** Whether a saved detector is a station's; the lanes must leave it alone. */
  public static boolean owns(InspectionConfig config, DetectorId detector) {
    return config.stations().stream().anyMatch(station -> StationDetectors.owns(station, detector));
  }

  /** Who looks at the stations, and says what is made. */
  public StationDesk desk() {
    return desk;
  }

  public void start() {
    workers.start();
    watch.start();
  }

  /** Tells the centre of parts and gives it pictures; not started. Null where there is none. */
  public @Nullable PictureSender sender(InspectionConfig config, GatewayKey key) {
    Path folder = base.stateDir().resolve("inspection");
    return PictureSender.of(config, folder, key, parts, base.metrics());
  }

  /** What is active, for the snapshots. */
  public Beside beside() {
    return output;
  }

  /**
   * Takes a picture. Waits while there is no room for it, where every part is inspected; where the
   * newest is, what waited is skipped. The thread of its connection or folder.
   */
  void show(StationPicture picture) throws InterruptedException {
    StationConfig station = required(picture.station());
    StationMeters counted = meters.get(station.id());
    if (counted == null) {
      throw new IllegalStateException("every station has its meters");
    }
    PictureQueue queue = workers.queue(station.id());
    counted.pictures.increment();
    deadlines.begin(station.id(), picture.part(), picture.arrival(), station.deadline(), true);
    if (station.modeOrDefault() == Mode.EVERY_PART) {
      var _ = queue.put(picture);
      return;
    }
    StationPicture displaced = queue.replace(picture);
    if (displaced != null) {
      counted.skipped.increment();
      deadlines.forget(station.id(), displaced.part());
      displaced.receipt().skipped();
      RecordedStation told = recorded.get(station.id());
      if (told != null) {
        told.skipped(displaced);
      }
    }
  }

  /** A part is announced, ahead of its picture. Any thread. */
  void announce(String station, String part, Instant arrival) {
    var _ = deadlines.begin(station, part, arrival, required(station).deadline(), false);
  }

  /** A changeover; pictures that came before are judged by the product before. Any thread. */
  boolean changeOver(String station, String product) {
    return step(station, it -> it.changeOver(product));
  }

  private boolean step(String station, PictureQueue.Body body) {
    return workers.queue(station).offer(new PictureQueue.Step(station, body));
  }

  private StationConfig required(String station) {
    StationConfig found = stations.get(station);
    if (found == null) {
      throw new IllegalArgumentException("there is no station '" + station + "'");
    }
    return found;
  }

  private GateAction policy(String station) {
    return required(station).missingOrDefault();
  }

  /** The gate first, and whatever the disk does; then the row. The watch's thread. */
  private void passed(Deadlines.Passed passed) {
    StationConfig station = required(passed.station());
    PartVerdict verdict = new PartVerdicts(base.gateway(), station, base.clock()).overdue(passed);
    base.telling().now(verdict);
    StationMeters counted = meters.get(station.id());
    if (counted != null) {
      counted.late.increment();
    }
    if (!step(station.id(), it -> it.passed(verdict))) {
      LOG.error(
          "station {}: the deadline of part {} was told and could not be kept",
          station.id(),
          passed.part());
    }
  }

  /**
   * Judges what was taken, for as long as there is time.
   *
   * @return whether everything was judged; the rest comes again
   */
  public boolean drain(Duration patience) throws InterruptedException {
    boolean all = workers.end(patience);
    watch.close();
    return all;
  }

  @Override
  public void close() {
    try {
      var _ = drain(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    base.models().close();
  }
}
