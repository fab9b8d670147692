package io.linewatch.central.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code central.yaml}. Relative files are relative to the file's own folder.
 *
 * @param siteSecretFile hex, 32 bytes; every gateway's key is derived from it
 */
public record CentralConfig(
    String site,
    String stateDir,
    Kafka kafka,
    Database database,
    Console console,
    String siteSecretFile,
    @Nullable ModelStore modelStore,
    @Nullable Recordings recordings,
    @Nullable Pictures pictures) {

  /**
   * @param partitions partitions of the keyed topics, fixed for life
   * @param properties passed to every Kafka client, such as security settings
   */
  public record Kafka(
      String bootstrap,
      @Nullable Integer partitions,
      @Nullable Integer replication,
      @Nullable Map<String, String> properties) {
    public static final int DEFAULT_PARTITIONS = 8;

    public Kafka {
      List<String> problems = new ArrayList<>();
      if (partitions != null && (partitions < 1 || partitions > 1024)) {
        problems.add("partitions must be 1 to 1024");
      }
      if (replication != null && (replication < 1 || replication > 16)) {
        problems.add("replication must be 1 to 16");
      }
      refuse(problems);
    }

    public int partitionCount() {
      return partitions == null ? DEFAULT_PARTITIONS : partitions;
    }

    public short replicationFactor() {
      return replication == null ? 1 : replication.shortValue();
    }

    public Map<String, String> clientProperties() {
      return properties == null ? Map.of() : properties;
    }
  }

  public record Database(String url, String user, @Nullable String passwordFile) {}

  /**
   * @param publicUrl what people type; https makes cookies secure
   */
  public record Console(String host, int port, String publicUrl) {
    public Console {
      List<String> problems = new ArrayList<>();
      if (port < 0 || port > 65_535) {
        problems.add("port must be 0 to 65535");
      }
      if (!isWebAddress(publicUrl)) {
        problems.add("publicUrl must be http://HOST:PORT or https://HOST");
      }
      if (!isLoopback(host)) {
        problems.add(
            "host '"
                + host
                + "' is reachable from other machines, and the console speaks no TLS itself: set"
                + " 127.0.0.1 and put a TLS proxy in front of it");
      }
      refuse(problems);
    }

    private static boolean isWebAddress(String text) {
      try {
        URI uri = new URI(text);
        return uri.getHost() != null
            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
      } catch (URISyntaxException e) {
        return false;
      }
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    public boolean isSecure() {
      return publicUrl.startsWith("https:");
    }
  }

  public record ModelStore(String url) {}

  /**
   * What gateways send.
   *
   * @param maxMegabytes all of it together; 50000 when left out
   */
  public record Recordings(@Nullable Integer maxMegabytes) {
    private static final int DEFAULT_MEGABYTES = 50_000;
    private static final int LARGEST = 100_000_000;

    public Recordings {
      if (maxMegabytes != null && (maxMegabytes < 1 || maxMegabytes > LARGEST)) {
        throw new IllegalArgumentException("maxMegabytes must be 1 to " + LARGEST);
      }
    }

    public long maxBytes() {
      return 1_000_000L * (maxMegabytes == null ? DEFAULT_MEGABYTES : maxMegabytes);
    }
  }

  /**
   * Full pictures and parts that gateways tell of.
   *
   * @param maxMegabytes of full pictures; the oldest go beyond it; 10000 when left out
   * @param keepDays how long pictures and parts are kept; 90 when left out
   */
  public record Pictures(@Nullable Integer maxMegabytes, @Nullable Integer keepDays) {
    private static final int DEFAULT_MEGABYTES = 10_000;
    private static final int LARGEST = 100_000_000;
    private static final int DEFAULT_DAYS = 90;

    public Pictures {
      List<String> problems = new ArrayList<>();
      if (maxMegabytes != null && (maxMegabytes < 1 || maxMegabytes > LARGEST)) {
        problems.add("maxMegabytes must be 1 to " + LARGEST);
      }
      if (keepDays != null && (keepDays < 1 || keepDays > 3_650)) {
        problems.add("keepDays must be 1 to 3650");
      }
      refuse(problems);
    }

    public long maxBytes() {
      return 1_000_000L * (maxMegabytes == null ? DEFAULT_MEGABYTES : maxMegabytes);
    }

    public Duration keep() {
      return Duration.ofDays(keepDays == null ? DEFAULT_DAYS : keepDays);
    }
  }

  public Pictures picturesOrDefault() {
    return pictures == null ? new Pictures(null, null) : pictures;
  }

  public Recordings recordingsOrDefault() {
    return recordings == null ? new Recordings(null) : recordings;
  }

  /** A record is read as one, so all that is wrong with it is said in one sentence. */
  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }
}
