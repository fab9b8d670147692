package io.linewatch.edge.intake;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be made, and what to do, for people. */
final class ConnectProblem {
  private ConnectProblem() {}

  static String of(MqttSettings settings, String clientId, MqttException failed) {
    String where = "Connection '" + settings.id() + "' to " + settings.url();
    // CONNACK codes of MQTT 5, section 3.2.2.2; 4 and 5 are what Paho makes of some of them.
    return switch (failed.getReasonCode()) {
      case 0x86, 4 ->
          where + ": the broker refuses user name or password. Check username and passwordFile.";
      case 0x87, 5 ->
          where
              + ": the broker does not allow it. Check username and passwordFile, and the broker's"
              + " access rules for client id '"
              + clientId
              + "'.";
      case 0x85, 2 -> where + ": the broker refuses client id '" + clientId + "'.";
      case 0x84, 1 ->
          where + ": the broker speaks no MQTT 5. Use one that does, such as Mosquitto 2.";
      case 0x8A -> where + ": the broker has banned this client. Ask who runs it.";
      case 0x8C -> where + ": the broker wants another way to authenticate.";
      case 0x88, 0x89, 3 -> where + ": the broker is not ready. Trying again.";
      default -> where + ": " + cause(settings, failed);
    };
  }

  private static String cause(MqttSettings settings, MqttException failed) {
    Throwable cause = root(failed.getCause());
    return switch (cause) {
      case null -> failed.getMessage() + " (code " + failed.getReasonCode() + "). Trying again.";
      case UnknownHostException _ -> "the name is not known here. Check the url and the DNS.";
      case ConnectException e ->
          "nobody listens there (" + e.getMessage() + "). Is the broker up? Trying again.";
      case SSLException e ->
          "TLS failed: "
              + e.getMessage()
              + ". Check caFile, clientCertificateFile, clientKeyFile and the host's name.";
      case SocketException e when settings.tls() ->
          "TLS failed: the broker ended it ("
              + e.getMessage()
              + "). Does it speak TLS on this port? Trying again.";
      default -> {
        if (cause instanceof GeneralSecurityException e) {
          yield "TLS failed: " + e.getMessage() + ". Check caFile and the broker's certificate.";
        }
        yield cause + ". Trying again.";
      }
    };
  }

  private static @Nullable Throwable root(@Nullable Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
