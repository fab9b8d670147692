package io.linewatch.edge.intake;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;

/** How every connection of the agent reaches a broker, so that all share sockets, TLS, login. */
public final class MqttOptions {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final long SESSION_EXPIRY_SECONDS = 24 * 3600L;

  /**
   * Larger packets are the broker's to drop. Well above what the decoder takes, so that what a
   * plant may send by mistake is seen, refused and counted.
   */
  static final long MAX_PACKET_BYTES = 16 << 20;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private MqttOptions() {}

  /** The address as Paho wants it. */
  public static String serverUri(MqttSettings settings) {
    return settings.serverUri();
  }

  /** Why a connection could not be made, and what to do, for people. */
  public static String problem(MqttSettings settings, String clientId, MqttException failed) {
    return ConnectProblem.of(settings, clientId, failed);
  }

  /**
   * Options for a connection that keeps no session.
   *
   * @throws IOException when a certificate cannot be used; says what to do
   */
  public static MqttConnectionOptions withoutSession(MqttSettings settings) throws IOException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    fill(options, settings, new BufferedSocketFactory());
    options.setCleanStart(true);
    return options;
  }

  /**
   * Options for a connection whose messages wait at the broker while it is away, and go to {@code
   * taker} on Paho's receiver thread.
   */
  static MqttConnectionOptions withSession(
      MqttSettings settings, int receiveMaximum, PublishStream.Taker taker) throws IOException {
    MqttConnectionOptions options = new TappedOptions(taker);
    fill(options, settings, new NoDelaySocketFactory());
    options.setCleanStart(false);
    options.setSessionExpiryInterval(SESSION_EXPIRY_SECONDS);
    options.setReceiveMaximum(receiveMaximum);
    options.setMaximumPacketSize(MAX_PACKET_BYTES);
    return options;
  }

  private static void fill(
      MqttConnectionOptions options, MqttSettings settings, NoDelaySocketFactory plain)
      throws IOException {
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds());
    options.setKeepAliveInterval((int) KEEP_ALIVE.toSeconds());
    if (settings.username() != null) {
      options.setUserName(settings.username());
    }
    byte[] password = settings.password();
    if (password != null) {
      options.setPassword(password.clone());
    }
    if (settings.tls()) {
      options.setSocketFactory(
          PemFiles.socketFactory(
              settings.caFile(), settings.clientCertificateFile(), settings.clientKeyFile()));
      options.setHttpsHostnameVerificationEnabled(true);
    } else {
      options.setSocketFactory(plain);
    }
  }
}
