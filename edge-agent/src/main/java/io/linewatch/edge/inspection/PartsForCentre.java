package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.edge.config.InspectionConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the centre is to be told of parts that are not good, each in a file until it has it. While
 * it is away the oldest go when there are too many. A file that could not be written is counted: a
 * verdict does not wait for it. Any thread.
 */
final class PartsForCentre {
  private static final Logger LOG = LoggerFactory.getLogger(PartsForCentre.class);
  private static final int MAX_MEGABYTES = 100;
  private static final String ENDING = ".json";

  private final Path folder;
  private final RetainedFiles files;
  private final InstantSource clock;
  private final Counter failed;

  /** Files of one moment; begins anew with the agent. */
  private final AtomicLong number = new AtomicLong();

  private PartsForCentre(
      Path folder, InspectionConfig.Retention keep, MeterRegistry metrics, InstantSource clock)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.files = new RetainedFiles(folder, keep, clock);
    this.clock = clock;
    failed =
        Counter.builder("linewatch.inspection.centre.failed")
            .description("parts of which the centre is not told: the disk or the centre refused")
            .register(metrics);
    Gauge.builder("linewatch.inspection.centre.waiting.bytes", files, RetainedFiles::bytes)
        .description("of parts that wait for the centre; bound " + keep.bytes())
        .register(metrics);
  }

  /**
   * Those of a configuration, or null where no centre is told.
   *
   * @param folder of all that stations store
   */
  static @Nullable PartsForCentre of(
      InspectionConfig config, Path folder, MeterRegistry metrics, InstantSource clock)
      throws IOException {
    if (config.centre() == null) {
      return null;
    }
    InspectionConfig.Retention keep =
        new InspectionConfig.Retention(MAX_MEGABYTES, config.evidenceOrDefault().age());
    return new PartsForCentre(folder.resolve("parts"), keep, metrics, clock);
  }

  /** Keeps what is to be told. */
  void keep(PartVerdict verdict) {
    String name =
        String.format(
            Locale.ROOT, "%015d-%09d", clock.instant().toEpochMilli(), number.incrementAndGet());
    try {
      byte[] bytes = PictureRecords.PART.encode(verdict);
      Path fresh = folder.resolve(name + ".part");
      Files.write(fresh, bytes);
      Files.move(fresh, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
      files.added(bytes.length);
    } catch (IOException | MalformedRecord e) {
      failed.increment();
      LOG.warn("station {}: the centre is not told of a part: {}", verdict.station(), e.toString());
    }
  }

  /** Those that wait, the oldest first. */
  List<Path> waiting(int most) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ENDING)).sorted().limit(most).toList();
    }
  }

  /** The centre has it. */
  void told(Path file, long bytes) throws IOException {
    if (Files.deleteIfExists(file)) {
      files.removed(bytes);
    }
  }

  /** The centre will never have it. */
  void refused(Path file, long bytes) throws IOException {
    failed.increment();
    told(file, bytes);
  }
}
