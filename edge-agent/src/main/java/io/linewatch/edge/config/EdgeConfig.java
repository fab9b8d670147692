package io.linewatch.edge.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
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
 * @param recordings what recordings may take of the disk
 * @param lanes threads that own assets; half the cores when left out
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
    @Nullable RecordingsConfig recordings) {

  public EdgeConfig {
    require(
        gateway.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}"),
        "gateway must be 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit");
    require(!stateDir.isBlank(), "stateDir must name a folder");
    require(
        lanes == null || (lanes >= 1 && lanes <= 64), "lanes must be from 1 to 64, not " + lanes);
    if (localFeed != null) {
      String wanted = localFeed.connection();
      List<String> ids = mqtt.connections().stream().map(Connection::id).toList();
      require(
          ids.contains(wanted),
          "localFeed.connection '" + wanted + "' is none of mqtt.connections: " + ids);
    }
  }

  /** One connection a source class, so that none starves another. */
  public record Mqtt(List<Connection> connections) {
    private static final int MAX_CONNECTIONS = 16;

    public Mqtt {
      connections = List.copyOf(connections);
      require(
          !connections.isEmpty() && connections.size() <= MAX_CONNECTIONS,
          "connections must be 1 to " + MAX_CONNECTIONS);
      Set<String> ids = new HashSet<>();
      for (Connection connection : connections) {
        require(
            ids.add(connection.id()), "connection id '" + connection.id() + "' stands there twice");
      }
    }
  }

  /**
   * A connection to an MQTT 5 broker.
   *
   * @param sources ids of the desired state's sources served by it; {@code "*"} for all
   * @param qos 0 or 1; 1 when left out
   * @param sparkplug when it is a Sparkplug host application, and serves no other sources
   */
  public record Connection(
      String id,
      String url,
      List<String> sources,
      @Nullable Integer qos,
      @Nullable String username,
      @Nullable String passwordFile,
      @Nullable String caFile,
      @Nullable String clientCertificateFile,
      @Nullable String clientKeyFile,
      @Nullable Sparkplug sparkplug) {
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;

    public Connection {
      sources = List.copyOf(sources);
      require(id.matches("[A-Za-z0-9_-]{1,32}"), "id must be 1 to 32 letters, digits, '_' or '-'");
      require(!sources.isEmpty(), "sources must name at least one source, or be [\"*\"]");
      require(qos == null || qos == 0 || qos == 1, "qos must be 0 or 1");
      URI uri = uri(url);
      require(
          Set.of("mqtt", "mqtts").contains(String.valueOf(uri.getScheme()))
              && uri.getHost() != null,
          "url must be mqtt://host:port or mqtts://host:port, not '" + url + "'");
      require(passwordFile == null || username != null, "passwordFile needs a username beside it");
      require(
          (clientCertificateFile == null) == (clientKeyFile == null),
          "clientCertificateFile and clientKeyFile belong together");
      require(
          "mqtts".equals(uri.getScheme()) || (caFile == null && clientCertificateFile == null),
          "certificates need an mqtts:// url");
      require(
          sparkplug == null || qos == null,
          "qos is left out on a Sparkplug connection: the specification sets it");
    }

    public boolean tls() {
      return "mqtts".equals(uri(url).getScheme());
    }

    public String host() {
      return String.valueOf(uri(url).getHost());
    }

    public int port() {
      int port = uri(url).getPort();
      return port > 0 ? port : tls() ? MQTTS_PORT : MQTT_PORT;
    }

    public int qosOrDefault() {
      return qos == null ? 1 : qos;
    }
  }

  /**
   * What a Sparkplug host application is.
   *
   * @param hostId unique among all host applications of the broker
   * @param groups to listen to; all when left out
   * @param reorderTimeout how long a missing sequence number is waited for; 5 s when left out
   */
  public record Sparkplug(
      String hostId, @Nullable List<String> groups, @Nullable Duration reorderTimeout) {
    private static final Duration DEFAULT_REORDER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Sparkplug {
      require(isLevel(hostId), "hostId must be one level of a topic, without '/', '+' and '#'");
      groups = groups == null ? List.of() : List.copyOf(groups);
      for (String group : groups) {
        require(isLevel(group), "groups: '" + group + "' is no level of a topic");
      }
      require(
          reorderTimeout == null
              || (!reorderTimeout.isNegative() && reorderTimeout.compareTo(LONGEST) <= 0),
          "reorderTimeout must be from 0s to 10m");
    }

    private static boolean isLevel(String text) {
      return text.matches("[^/+#\\p{Cntrl}]{1,128}");
    }

    public Duration reorderTimeoutOrDefault() {
      return reorderTimeout == null ? DEFAULT_REORDER_TIMEOUT : reorderTimeout;
    }

    @Override
    public List<String> groups() {
      return groups == null ? List.of() : groups;
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

  public RecordingsConfig recordingsOrDefault() {
    return recordings == null ? RecordingsConfig.DEFAULT : recordings;
  }

  public long outboxBytes() {
    return (outbox == null ? DEFAULT_OUTBOX_MEGABYTES : outbox.maxMegabytes()) * 1_000_000L;
  }

  public int lanesOrDefault() {
    return lanes == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : lanes;
  }

  private static URI uri(String text) {
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
