package io.linewatch.edge.config;

import io.linewatch.edge.evidence.WaveformRing;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's configuration: what it needs before it can ask the centre for anything. Paths are
 * relative to the file they stand in. Key by key in docs/install.md.
 *
 * @param stateDir folder for outbox, cached desired state, model packages, native libraries
 * @param lanes threads that own assets; half the cores when left out
 * @param waveforms how many raw blocks of samples are kept on disk
 * @param protection marks at which the gateway protects itself
 * @param recordings what recordings may take of the disk
 * @param inspection camera stations; none when left out
 */
public record EdgeConfig(
    String gateway,
    String stateDir,
    Mqtt mqtt,
    Kafka kafka,
    ModelStore modelStore,
    Key key,
    @Nullable Status status,
    @Nullable LocalFeed localFeed,
    @Nullable OutboxBound outbox,
    @Nullable Integer lanes,
    @Nullable WaveformsKept waveforms,
    @Nullable ProtectionMarks protection,
    @Nullable RecordingsConfig recordings,
    @Nullable InspectionConfig inspection) {

  public EdgeConfig {
    require(
        gateway.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}"),
        "gateway must be 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit");
    require(!stateDir.isBlank(), "stateDir must name a folder");
    require(
        lanes == null || (lanes >= 1 && lanes <= 64), "lanes must be from 1 to 64, not " + lanes);
    if (localFeed != null) {
      String wanted = localFeed.connection();
      List<String> ids = mqtt.connections().stream().map(MqttConnection::id).toList();
      require(
          ids.contains(wanted),
          "localFeed.connection '" + wanted + "' is none of mqtt.connections: " + ids);
    }
    if (inspection != null) {
      InspectionConnection.check(inspection, mqtt.connections());
    }
  }

  /** One connection a source class, so that none starves another. */
  public record Mqtt(List<MqttConnection> connections) {
    private static final int MAX_CONNECTIONS = 16;

    public Mqtt {
      connections = List.copyOf(connections);
      require(
          !connections.isEmpty() && connections.size() <= MAX_CONNECTIONS,
          "connections must be 1 to " + MAX_CONNECTIONS);
      Set<String> ids = new HashSet<>();
      for (MqttConnection connection : connections) {
        require(
            ids.add(connection.id()), "connection id '" + connection.id() + "' stands there twice");
      }
    }
  }

  /**
   * @param bootstrap {@code host:port}, several with commas
   * @param properties more properties for producer and consumer, such as TLS; as in Kafka's manual
   */
  public record Kafka(String bootstrap, @Nullable Map<String, String> properties) {
    /** What the agent sets itself, because its promises rest on them. */
    private static final Set<String> OURS =
        Set.of(
            "bootstrap.servers",
            "acks",
            "enable.idempotence",
            "max.in.flight.requests.per.connection",
            "retries",
            "delivery.timeout.ms",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "group.id",
            "transactional.id",
            "partitioner.class",
            "enable.auto.commit");

    public Kafka {
      for (String server : bootstrap.split(",", -1)) {
        require(
            server.strip().matches("\\[?[^\\s,]+]?:[0-9]{1,5}"),
            "bootstrap must be host:port, several with commas, not '" + bootstrap + "'");
      }
      properties = properties == null ? Map.of() : Map.copyOf(properties);
      for (String name : properties.keySet()) {
        require(
            !OURS.contains(name),
            "properties." + name + " is set by the agent, its promises rest on it: leave it out");
      }
    }

    @Override
    public Map<String, String> properties() {
      return properties == null ? Map.of() : properties;
    }
  }

  /** Where model packages are pulled from. */
  public record ModelStore(String url) {
    public ModelStore {
      URI uri = uri(url);
      require(
          Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
              && uri.getHost() != null,
          "url must be http://host:port or https://host:port, not '" + url + "'");
    }
  }

  /**
   * The gateway's key from its enrolment.
   *
   * @param file 64 hexadecimal digits
   */
  public record Key(int version, String file) {
    public Key {
      require(version >= 1, "version must be 1 or more");
    }
  }

  /** Where the status page listens: loopback only, until it has TLS and a login of its own. */
  public record Status(@Nullable String host, @Nullable Integer port) {
    private static final int DEFAULT_PORT = 8090;

    public Status {
      require(
          port == null || (port >= 0 && port <= 65_535), "port must be from 0 to 65535: " + port);
      require(
          host == null || isLoopback(host),
          "host must be a loopback address such as 127.0.0.1: the page has no login and no TLS;"
              + " use a tunnel, such as ssh -L "
              + DEFAULT_PORT
              + ":127.0.0.1:"
              + DEFAULT_PORT);
    }

    public String hostOrDefault() {
      return host == null ? "127.0.0.1" : host;
    }

    public int portOrDefault() {
      return port == null ? DEFAULT_PORT : port;
    }

    private static boolean isLoopback(String host) {
      // Literals and "localhost" only: a name could resolve to something else tomorrow.
      if (host.equals("localhost")) {
        return true;
      }
      if (!host.matches("[0-9.]+|[0-9a-fA-F:]+")) {
        return false;
      }
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  /**
   * @param connection id of the MQTT connection whose broker the feed goes to
   */
  public record LocalFeed(String connection) {}

  /** How much may wait for Kafka. */
  public record OutboxBound(int maxMegabytes) {
    public OutboxBound {
      require(
          maxMegabytes >= 8 && maxMegabytes <= 1_000_000,
          "maxMegabytes must be from 8 to 1000000, not " + maxMegabytes);
    }
  }

  private static final int DEFAULT_OUTBOX_MEGABYTES = 512;

  public Status statusOrDefault() {
    return status == null ? new Status(null, null) : status;
  }

  public ProtectionMarks protectionOrDefault() {
    return protection == null ? ProtectionMarks.USUAL : protection;
  }

  public RecordingsConfig recordingsOrDefault() {
    return recordings == null ? RecordingsConfig.DEFAULT : recordings;
  }

  public long outboxBytes() {
    return (outbox == null ? DEFAULT_OUTBOX_MEGABYTES : outbox.maxMegabytes()) * 1_000_000L;
  }

  public WaveformRing.Settings waveformRing() {
    return (waveforms == null ? WaveformsKept.USUAL : waveforms).settings();
  }

  public int lanesOrDefault() {
    return lanes == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : lanes;
  }

  /** One that no check accepts where the text is none. */
  static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return URI.create("invalid:url");
    }
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
