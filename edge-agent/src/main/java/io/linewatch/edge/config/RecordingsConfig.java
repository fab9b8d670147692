package io.linewatch.edge.config;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.recording.RecordingSettings;
import io.linewatch.edge.upload.PartedUpload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What recordings may take of the disk.
 *
 * @param quotaMegabytes all of them together; 2000 when left out
 * @param segmentMegabytes a file is closed at this size; 16 when left out
 * @param segmentAge a file is closed at this age; 1 h when left out
 * @param keepFreeMegabytes nothing is recorded while less is free on the disk; 512 when left out
 * @param exportTo the centre, {@code https://HOST}; recordings stay here when left out
 */
public record RecordingsConfig(
    @Nullable Integer quotaMegabytes,
    @Nullable Integer segmentMegabytes,
    @Nullable Duration segmentAge,
    @Nullable Integer keepFreeMegabytes,
    @Nullable String exportTo) {
  private static final int DEFAULT_QUOTA = 2_000;
  private static final int DEFAULT_SEGMENT = 16;
  private static final int LARGEST_SEGMENT = 64;
  private static final int SEGMENTS_IN_QUOTA = 4;
  private static final int DEFAULT_KEEP_FREE = 512;
  private static final int LEAST_KEEP_FREE = 192;
  private static final Duration DEFAULT_AGE = Duration.ofHours(1);
  private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);
  private static final Duration LONGEST_AGE = Duration.ofDays(7);
  private static final long MEGABYTE = 1_000_000;

  // Below what its constructor reads.
  static final RecordingsConfig DEFAULT = new RecordingsConfig(null, null, null, null, null);

  public RecordingsConfig {
    int segment = or(segmentMegabytes, DEFAULT_SEGMENT);
    require(
        segment >= 1 && segment <= LARGEST_SEGMENT,
        "segmentMegabytes must be from 1 to " + LARGEST_SEGMENT);
    int quota = or(quotaMegabytes, DEFAULT_QUOTA);
    require(
        quota >= SEGMENTS_IN_QUOTA * segment && quota <= 10_000_000,
        "quotaMegabytes must be from "
            + SEGMENTS_IN_QUOTA
            + " times segmentMegabytes to 10000000, not "
            + quota);
    Duration age = segmentAge == null ? DEFAULT_AGE : segmentAge;
    require(
        age.compareTo(SHORTEST_AGE) >= 0 && age.compareTo(LONGEST_AGE) <= 0,
        "segmentAge must be from 1min to 7d");
    require(
        or(keepFreeMegabytes, DEFAULT_KEEP_FREE) >= LEAST_KEEP_FREE,
        "keepFreeMegabytes must be at least " + LEAST_KEEP_FREE + ": the outbox needs room");
    if (exportTo != null) {
      PartedUpload.requireSafe(URI.create(exportTo));
    }
  }

  /**
   * As the recorder takes them.
   *
   * @param stations the gateway's camera stations, each as a channel of its asset
   */
  public RecordingSettings settings(
      String gateway, String agentVersion, Path stateDir, Set<ChannelId> stations) {
    return new RecordingSettings(
        gateway,
        agentVersion,
        stateDir,
        or(quotaMegabytes, DEFAULT_QUOTA) * MEGABYTE,
        or(segmentMegabytes, DEFAULT_SEGMENT) * MEGABYTE,
        segmentAge == null ? DEFAULT_AGE : segmentAge,
        or(keepFreeMegabytes, DEFAULT_KEEP_FREE) * MEGABYTE,
        stations);
  }

  private static int or(@Nullable Integer given, int standard) {
    return given == null ? standard : given;
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
