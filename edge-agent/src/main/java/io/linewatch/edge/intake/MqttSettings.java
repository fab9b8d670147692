package io.linewatch.edge.intake;

import io.linewatch.domain.desired.SourceMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT connection of the gateway.
 *
 * @param gateway name of the gateway; with the id it makes the client id, under which the broker
 *     keeps the session
 * @param id of the connection
 * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param sources ids of the sources it serves; {@code *} for all
 * @param qos 0 (the broker forgets what we miss) or 1 (it keeps it until we have decided)
 */
public record MqttSettings(
    String gateway,
    String id,
    URI url,
    List<String> sources,
    int qos,
    @Nullable String username,
    byte @Nullable [] password,
    @Nullable Path caFile,
    @Nullable Path clientCertificateFile,
    @Nullable Path clientKeyFile) {

  private static final Set<String> SCHEMES = Set.of("mqtt", "mqtts");

  public MqttSettings {
    sources = List.copyOf(sources);
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "url '" + url + "' must be mqtt://host:port or mqtts://host:port");
    }
    if (qos != 0 && qos != 1) {
      throw new IllegalArgumentException("qos must be 0 or 1, not " + qos);
    }
    if ((clientCertificateFile == null) != (clientKeyFile == null)) {
      throw new IllegalArgumentException("a client certificate needs its key, and the other way");
    }
  }

  /** A connection without TLS and password. */
  public static MqttSettings plain(String gateway, String id, URI url, int qos) {
    return new MqttSettings(gateway, id, url, List.of("*"), qos, null, null, null, null, null);
  }

  /** Whether it was given this source. */
  boolean names(SourceMapping source) {
    return sources.contains("*") || sources.contains(source.id());
  }

  boolean tls() {
    return "mqtts".equals(url.getScheme());
  }

  /** The address as Paho wants it. */
  String serverUri() {
    return address(tls() ? "ssl" : "tcp");
  }

  /** The address of a connection whose messages are taken out before Paho's callback. */
  String tappedUri() {
    return address(tls() ? TappedNetworkFactory.TLS : TappedNetworkFactory.TCP);
  }

  private String address(String scheme) {
    int port = url.getPort() > 0 ? url.getPort() : tls() ? 8883 : 1883;
    return scheme + "://" + url.getHost() + ":" + port;
  }

  String clientId() {
    return "linewatch-" + gateway + "-" + id;
  }
}
