package io.linewatch.edge.config;

import io.linewatch.edge.signal.Shedding;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an MQTT 5 broker.
 *
 * @param sources ids of the desired state's sources served by it; {@code "*"} for all
 * @param qos 0 or 1; 1 when left out
 * @param sparkplug when it is a Sparkplug host application, and serves no other sources
 * @param shed what gives way at QoS 0 while the gateway cannot keep up; newest when left out
 * @param shedBySource the same for single sources, by id
 */
public record MqttConnection(
    String id,
    String url,
    List<String> sources,
    @Nullable Integer qos,
    @Nullable String username,
    @Nullable String passwordFile,
    @Nullable String caFile,
    @Nullable String clientCertificateFile,
    @Nullable String clientKeyFile,
    @Nullable Sparkplug sparkplug,
    @Nullable Shedding shed,
    @Nullable Map<String, Shedding> shedBySource) {
  private static final int MQTT_PORT = 1883;
  private static final int MQTTS_PORT = 8883;

  public MqttConnection {
    sources = List.copyOf(sources);
    require(id.matches("[A-Za-z0-9_-]{1,32}"), "id must be 1 to 32 letters, digits, '_' or '-'");
    require(!sources.isEmpty(), "sources must name at least one source, or be [\"*\"]");
    require(qos == null || qos == 0 || qos == 1, "qos must be 0 or 1");
    URI uri = EdgeConfig.uri(url);
    require(
        Set.of("mqtt", "mqtts").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null,
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
    shedBySource = shedBySource == null ? Map.of() : Map.copyOf(shedBySource);
    require(
        (qos != null && qos == 0) || sparkplug != null || (shed == null && shedBySource.isEmpty()),
        "shed needs qos: 0; at QoS 1 the broker is held back and nothing gives way");
  }

  public Shedding shedOrDefault() {
    return shed == null ? Shedding.NEWEST : shed;
  }

  @Override
  public Map<String, Shedding> shedBySource() {
    return shedBySource == null ? Map.of() : shedBySource;
  }

  public boolean tls() {
    return "mqtts".equals(EdgeConfig.uri(url).getScheme());
  }

  public String host() {
    return String.valueOf(EdgeConfig.uri(url).getHost());
  }

  public int port() {
    int port = EdgeConfig.uri(url).getPort();
    return port > 0 ? port : tls() ? MQTTS_PORT : MQTT_PORT;
  }

  public int qosOrDefault() {
    return qos == null ? 1 : qos;
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

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
