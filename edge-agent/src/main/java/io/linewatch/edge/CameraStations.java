package io.linewatch.edge;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.config.PictureFolder;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.VisualModels;
import io.linewatch.edge.inspection.FolderSource;
import io.linewatch.edge.inspection.Inspection;
import io.linewatch.edge.inspection.PictureSender;
import io.linewatch.edge.inspection.StationDesk;
import io.linewatch.edge.inspection.StationIntake;
import io.linewatch.edge.inspection.WatchedFolder;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.intake.MqttIntake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.local.PahoFeedConnection;
import io.linewatch.edge.local.VerdictFeed;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.pipeline.ConditionReporter;
import io.linewatch.edge.pipeline.ConnectionWatch;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.recording.RecordingTap;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The camera stations put together, beside the pipeline of the sensors. */
final class CameraStations implements AutoCloseable {
  private final InspectionConfig config;
  private final Inspection inspection;
  private final StationIntake taker;
  private final VisualModels models;
  private final VerdictFeed feed;
  private final MqttIntake connection;
  private final List<Intake> intakes = new ArrayList<>();
  private final InstantSource clock;
  private final @Nullable PictureSender sender;
  private @Nullable ConnectionWatch watch;

  /**
   * What they share with the rest of the agent.
   *
   * @param connection of the pictures
   * @param clockTrusted asked for every finding
   */
  private record Base(
      EdgeConfigFile.Loaded loaded,
      MqttSettings connection,
      Outbox outbox,
      VisualModels.Source store,
      RecordingTap recording,
      MeterRegistry metrics,
      InstantSource clock,
      BooleanSupplier clockTrusted) {}

  /** Those of the configuration; null when there are none. */
  static @Nullable CameraStations of(
      EdgeConfigFile.Loaded loaded,
      Outbox outbox,
      VisualModels.Source store,
      RecordingTap recording,
      MeterRegistry metrics,
      GatewayClock clock)
      throws IOException, InterruptedException {
    InspectionConfig config = loaded.config().inspection();
    return config == null
        ? null
        : new CameraStations(
            config,
            new Base(
                loaded,
                MqttConnections.settings(loaded, config.connection()),
                outbox,
                store,
                recording,
                metrics,
                clock,
                clock::trusted));
  }

  private CameraStations(InspectionConfig config, Base base)
      throws IOException, InterruptedException {
    // Pictures are drawn here and never shown.
    System.setProperty("java.awt.headless", "true");
    this.config = config;
    this.clock = base.clock();
    Path stateDir = base.loaded().stateDir();
    Outbox outbox = base.outbox();
    String gateway = base.loaded().config().gateway();
    models = new VisualModels(base.store(), stateDir, base.metrics());
    feed =
        new VerdictFeed(
            outbox.verdicts()::untold,
            new PahoFeedConnection(base.connection(), "verdict-feed"),
            base.metrics());
    inspection =
        new Inspection(
            config,
            new Inspection.Base(
                gateway,
                stateDir,
                DurableOutput.of(outbox),
                outbox.verdicts()::newest,
                telling(feed),
                models,
                base.recording(),
                base.metrics(),
                clock),
            speaker(gateway, outbox.epoch(), base.clockTrusted()));
    sender = inspection.sender(config, base.loaded().key());
    taker = new StationIntake(gateway, config, inspection, base.metrics());
    connection = new MqttIntake(base.connection(), base.metrics(), clock);
    intakes.add(connection);
    for (StationConfig station : config.stations()) {
      PictureFolder folder = station.folder();
      if (folder != null) {
        Path path = base.loaded().resolve(folder.path());
        intakes.add(
            new FolderSource(
                station.id(), new WatchedFolder(station, path, inspection, base.metrics(), clock)));
      }
    }
  }

  private static Inspection.Telling telling(VerdictFeed feed) {
    return new Inspection.Telling() {
      @Override
      public void now(PartVerdict verdict) {
        feed.tellNow(verdict);
      }

      @Override
      public void verdictsAreSafe() {
        feed.wake();
      }
    };
  }

  private static Detector.Speaker speaker(
      String gateway, String epoch, BooleanSupplier clockTrusted) {
    return new Detector.Speaker() {
      @Override
      public String gateway() {
        return gateway;
      }

      @Override
      public String epoch() {
        return epoch;
      }

      @Override
      public boolean clockTrusted() {
        return clockTrusted.getAsBoolean();
      }
    };
  }

  /** The output as the lanes see it: what the stations remember is not theirs. */
  DurableOutput withoutStations(DurableOutput output) {
    return new DurableOutput() {
      @Override
      public String epoch() {
        return output.epoch();
      }

      @Override
      public Map<DetectorId, SavedDetector> savedDetectors() {
        return output.savedDetectors().entrySet().stream()
            .filter(entry -> !Inspection.owns(config, entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      }

      @Override
      public @Nullable Instant aliveUntil() {
        return output.aliveUntil();
      }

      @Override
      public void submit(OutboxBatch batch) throws InterruptedException {
        output.submit(batch);
      }
    };
  }

  /** Whether a connection is theirs, and no sensor's. */
  boolean has(MqttConnection other) {
    return other.id().equals(config.connection());
  }

  /** Their conditions are in the pipeline's snapshots from now on. */
  void besideOf(EdgePipeline pipeline) {
    pipeline.alsoStates(inspection.beside());
  }

  /** Who looks at the stations, and says what is made. */
  StationDesk desk() {
    return inspection.desk();
  }

  /** Connection and folders, for the status page. */
  List<Intake> intakes() {
    return List.copyOf(intakes);
  }

  /** Why gates are not told and what to do; empty when they are. */
  String problem() {
    return feed.problem();
  }

  /** Why pictures do not get to the centre; empty when they do. */
  String centreProblem() {
    return sender == null ? "" : sender.problem();
  }

  void start(ConditionReporter reporter) {
    models.start();
    feed.start();
    inspection.start();
    if (sender != null) {
      sender.start();
    }
    connection.subscribe(taker.topics());
    intakes.forEach(intake -> intake.start(taker));
    watch = new ConnectionWatch(intakes, (_, _) -> false, reporter, clock);
    watch.start();
  }

  /**
   * Takes nothing more, and judges what was taken.
   *
   * @return whether everything was judged
   */
  boolean stop(Duration patience) throws InterruptedException {
    if (watch != null) {
      watch.close();
    }
    intakes.forEach(Intake::stopTaking);
    boolean drained = inspection.drain(patience.dividedBy(2));
    intakes.forEach(intake -> intake.close(patience.dividedBy(4)));
    return drained;
  }

  @Override
  public void close() {
    try {
      var _ = stop(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (sender != null) {
      sender.close();
    }
    feed.close();
    inspection.close();
  }
}
