package io.linewatch.edge.config;

import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.upload.PartedUpload;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The camera stations of a gateway. Key by key in docs/inspection.md.
 *
 * @param connection id of the MQTT connection that pictures come over and verdicts go out to; its
 *     {@code sources} are ids of stations, or {@code "*"}, and it serves nothing else
 * @param threads that inspect; 1 when left out. A station keeps to one of them
 * @param waitingMegabytes how much of pictures may wait in memory; 64 when left out
 * @param maxMegapixels larger pictures are refused by their header; 12 when left out
 * @param evidence how much of pictures is kept; 2,000 MB and 14 days when left out
 * @param apiKeyFile a file with the key of who may say what is made, 32 to 256 characters; there
 *     exactly when a station has {@code recipeFrom: API}
 * @param centre who is told of parts that are not good and gets full pictures; nobody when left out
 */
public record InspectionConfig(
    String connection,
    @Nullable Integer threads,
    @Nullable Integer waitingMegabytes,
    @Nullable Integer maxMegapixels,
    @Nullable Retention evidence,
    @Nullable String apiKeyFile,
    @Nullable Centre centre,
    List<StationConfig> stations) {
  private static final int MAX_STATIONS = 64;
  private static final int MAX_THREADS = 8;
  private static final int DEFAULT_WAITING = 64;
  private static final int DEFAULT_MEGAPIXELS = 12;
  private static final Retention DEFAULT_EVIDENCE = new Retention(2_000, Duration.ofDays(14));

  public InspectionConfig {
    stations = List.copyOf(stations);
    require(
        !stations.isEmpty() && stations.size() <= MAX_STATIONS,
        "stations must be 1 to " + MAX_STATIONS);
    require(
        threads == null || (threads >= 1 && threads <= MAX_THREADS),
        "threads must be from 1 to " + MAX_THREADS);
    require(
        waitingMegabytes == null || (waitingMegabytes >= 1 && waitingMegabytes <= 4_000),
        "waitingMegabytes must be from 1 to 4000");
    require(
        maxMegapixels == null || (maxMegapixels >= 1 && maxMegapixels <= 100),
        "maxMegapixels must be from 1 to 100");
    require(
        (apiKeyFile != null)
            == stations.stream().anyMatch(s -> s.recipeFromOrDefault() == RecipeSource.API),
        "apiKeyFile is for stations with recipeFrom API, and they need it: head -c 32 /dev/urandom |"
            + " base64 > FILE, mode 600");
    Set<String> ids = new HashSet<>();
    Set<String> topics = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (StationConfig station : stations) {
      require(ids.add(station.id()), "station '" + station.id() + "' stands there twice");
      for (String topic : station.topics()) {
        require(topics.add(topic), "topic '" + topic + "' belongs to two stations");
      }
      PictureFolder folder = station.folder();
      require(
          folder == null || folders.add(folder.path()),
          "stations share a folder: give each its own");
    }
  }

  /** Which full pictures go to the centre. */
  public enum SendPictures {
    /** Those that a person asks for. */
    ON_REQUEST,
    /** These, and at once those of parts that are NG or to be reviewed. */
    REJECTS
  }

  /**
   * The centre, as far as pictures go.
   *
   * @param url {@code https://HOST}
   * @param pictures which are sent; those asked for when left out
   */
  public record Centre(String url, @Nullable SendPictures pictures) {
    public Centre {
      PartedUpload.requireSafe(URI.create(url));
    }

    public SendPictures picturesOrDefault() {
      return pictures == null ? SendPictures.ON_REQUEST : pictures;
    }
  }

  /** How much is kept, and for how long; the oldest goes first. */
  public record Retention(int megabytes, Duration age) {
    public Retention {
      require(megabytes >= 1 && megabytes <= 10_000_000, "megabytes must be from 1 to 10000000");
      require(
          age.compareTo(Duration.ofMinutes(1)) >= 0 && age.compareTo(Duration.ofDays(3_650)) <= 0,
          "age must be from 1 minute to 3650 days");
    }

    public long bytes() {
      return megabytes * 1_000_000L;
    }
  }

  public int threadsOrDefault() {
    return Math.min(stations.size(), threads == null ? 1 : threads);
  }

  public long waitingBytes() {
    return (waitingMegabytes == null ? DEFAULT_WAITING : waitingMegabytes) * 1_000_000L;
  }

  public long maxPixels() {
    return (maxMegapixels == null ? DEFAULT_MEGAPIXELS : maxMegapixels) * 1_000_000L;
  }

  public Retention evidenceOrDefault() {
    return evidence == null ? DEFAULT_EVIDENCE : evidence;
  }

  static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
