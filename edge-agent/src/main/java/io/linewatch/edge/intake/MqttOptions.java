package io.linewatch.edge.intake;

import java.io.IOException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** How every connection of the agent reaches a broker, so that all share sockets, TLS, login. */
public final class MqttOptions {
  private MqttOptions() {}

  /** The address as Paho wants it. */
  public static String serverUri(MqttSettings settings) {
    return settings.serverUri();
  }

  /**
   * Options for a connection that keeps no session.
   *
   * @throws IOException when a certificate cannot be used; says what to do
   */
  public static MqttConnectionOptions withoutSession(MqttSettings settings) throws IOException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(true);
    options.setConnectionTimeout(10);
    options.setKeepAliveInterval(30);
    if (settings.username() != null) {
      options.setUserName(settings.username());
    }
    byte[] password = settings.password();
    if (password != null) {
      options.setPassword(password.clone());
    }
    options.setSocketFactory(
        settings.tls()
            ? PemFiles.socketFactory(
                settings.caFile(), settings.clientCertificateFile(), settings.clientKeyFile())
            : new BufferedSocketFactory());
    return options;
  }
}
