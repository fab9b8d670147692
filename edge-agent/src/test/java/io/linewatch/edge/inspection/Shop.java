package io.linewatch.edge.inspection;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.PictureModels;
import io.linewatch.edge.inference.PictureScorer;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.outbox.StoredVerdict;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.recording.HeardPicture;
import io.linewatch.edge.recording.RecordingTap;
import io.linewatch.edge.signal.DecodedMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stations on an outbox in memory; the test shows parts and sees what comes of them. */
final class Shop implements AutoCloseable {
  static final AssetPath CAPPER = AssetPath.of("s/a/l1/capper");
  static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final DifferenceScorer scorer = new DifferenceScorer();
  final List<PartVerdict> safe = new CopyOnWriteArrayList<>();
  final List<PartVerdict> urgent = new CopyOnWriteArrayList<>();
  final List<Statement> statements = new CopyOnWriteArrayList<>();
  final List<String> acknowledged = new CopyOnWriteArrayList<>();
  final List<String> unreadable = new CopyOnWriteArrayList<>();
  final List<String> skipped = new CopyOnWriteArrayList<>();
  final Map<DetectorId, SavedDetector> saved = new HashMap<>();
  final AtomicReference<Instant> now = new AtomicReference<>(T0);
  final List<HeardPicture> recorded = new CopyOnWriteArrayList<>();
  final Inspection inspection;
  private volatile boolean loaded = true;
  private volatile CountDownLatch room = new CountDownLatch(0);

  private final DurableOutput output =
      new DurableOutput() {
        @Override
        public String epoch() {
          return "e1";
        }

        @Override
        public Map<DetectorId, SavedDetector> savedDetectors() {
          return Map.copyOf(saved);
        }

        @Override
        public void submit(OutboxBatch batch) throws InterruptedException {
          room.await();
          statements.addAll(batch.statements());
          safe.addAll(batch.verdicts());
          batch.onDurable().run();
        }
      };

  private final PictureModels models =
      new PictureModels() {
        @Override
        public void want(Set<Wanted> wanted) {}

        @Override
        public @Nullable PictureScorer scorer(Wanted wanted) {
          return loaded ? scorer : null;
        }

        @Override
        public String problem(Wanted wanted) {
          return "model 'lid' is being loaded: wait a moment.";
        }

        @Override
        public void close() {}
      };

  private final RecordingTap recording =
      new RecordingTap() {
        @Override
        public void message(DecodedMessage message, @Nullable String machineState) {}

        @Override
        public void waveform(Waveform waveform) {}

        @Override
        public boolean wantsPictures(ChannelId station) {
          return station.equals(new ChannelId(CAPPER, "cap"));
        }

        @Override
        public void picture(HeardPicture picture) {
          recorded.add(picture);
        }
      };

  Shop(Path stateDir, InspectionConfig config, List<PartVerdict> history)
      throws IOException, InterruptedException {
    safe.addAll(history);
    inspection =
        new Inspection(
            config,
            new Inspection.Base(
                "gw",
                stateDir,
                output,
                this::newest,
                new Inspection.Telling() {
                  @Override
                  public void now(PartVerdict verdict) {
                    urgent.add(verdict);
                  }

                  @Override
                  public void verdictsAreSafe() {}
                },
                models,
                recording,
                metrics,
                now::get),
            new Detector.Speaker() {
              @Override
              public String gateway() {
                return "gw";
              }

              @Override
              public String epoch() {
                return "e1";
              }

              @Override
              public boolean clockTrusted() {
                return true;
              }
            });
  }

  private List<StoredVerdict> newest(String station, int most) {
    List<StoredVerdict> newest = new ArrayList<>();
    for (int i = safe.size() - 1; i >= 0 && newest.size() < most; i--) {
      if (safe.get(i).station().equals(station)) {
        newest.add(new StoredVerdict(i + 1L, safe.get(i)));
      }
    }
    return newest;
  }

  static Shop open(Path stateDir, StationConfig station) throws Exception {
    Shop shop = new Shop(stateDir, config(station), List.of());
    shop.inspection.start();
    return shop;
  }

  static InspectionConfig config(StationConfig station) {
    return new InspectionConfig(
        "cameras", null, 1, null, null, apiKey(station), null, List.of(station));
  }

  private static @Nullable String apiKey(StationConfig station) {
    return station.recipeFromOrDefault() == RecipeSource.API ? "api.key" : null;
  }

  /** As short as a station can be written. */
  static StationConfig station() {
    return station(Duration.ofMinutes(1), null, recipe("lid"));
  }

  static StationConfig.Recipe recipe(String product) {
    return new StationConfig.Recipe(product, "lid", DifferenceScorer.DIGEST, null, null, null);
  }

  static StationConfig station(
      Duration deadline, StationConfig.@Nullable Mode mode, StationConfig.Recipe recipe) {
    return new StationConfig(
        "cap",
        CAPPER,
        "camera/cap",
        null,
        null,
        mode,
        deadline,
        null,
        null,
        null,
        null,
        List.of(recipe),
        null,
        null,
        null,
        null,
        true,
        null,
        null);
  }

  void modelIsLoaded(boolean is) {
    loaded = is;
  }

  /** From now on the outbox is full, until {@link #unblock}. */
  void block() {
    room = new CountDownLatch(1);
  }

  void unblock() {
    room.countDown();
  }

  void show(String part, byte[] bytes) throws InterruptedException {
    show(part, bytes, null);
  }

  void show(String part, byte[] bytes, @Nullable String product) throws InterruptedException {
    inspection.show(
        new StationPicture(
            "cap",
            part,
            bytes,
            null,
            Objects.requireNonNull(now.get()),
            null,
            product,
            null,
            receipt(part)));
  }

  private StationPicture.Receipt receipt(String part) {
    return new StationPicture.Receipt() {
      @Override
      public void decided(boolean readable) {
        acknowledged.add(part);
        if (!readable) {
          unreadable.add(part);
        }
      }

      @Override
      public void skipped() {
        skipped.add(part);
      }
    };
  }

  static byte[] good(long seed) {
    return TestPictures.png(TestPictures.picture(TestPictures.Scene.GOOD, seed));
  }

  static byte[] bad(long seed) {
    return TestPictures.png(TestPictures.picture(TestPictures.Scene.BAD, seed));
  }

  List<ConditionFinding> findings(String detector) {
    return statements.stream()
        .filter(ConditionFinding.class::isInstance)
        .map(ConditionFinding.class::cast)
        .filter(finding -> finding.detector().toString().endsWith(detector))
        .toList();
  }

  double count(String meter, String... tags) {
    return metrics.get(meter).tags(tags).counter().count();
  }

  @Override
  public void close() {
    unblock();
    inspection.close();
  }
}
