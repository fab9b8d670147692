package io.linewatch.edge.intake;

import io.linewatch.edge.intake.SparkplugIntake.Host;
import io.linewatch.edge.sparkplug.HostMessages;
import io.linewatch.edge.sparkplug.SparkplugTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT session of a Sparkplug host application (specification 3.0, section 5): clean start, the
 * death as Will, the subscriptions, and only then the birth with the Will's timestamp. One thread
 * opens and leaves; any thread asks.
 */
final class HostConnection {
  private static final Logger LOG = LoggerFactory.getLogger(HostConnection.class);
  private static final long ANSWER_MILLIS = MqttOptions.CONNECT_TIMEOUT.toMillis() + 1_000;
  private static final int REFUSED = 0x80;

  private final MqttSettings settings;
  private final Host host;
  private final MqttCallback callback;
  private volatile @Nullable MqttAsyncClient client;
  private volatile boolean born;
  private volatile long timestamp;

  HostConnection(MqttSettings settings, Host host, MqttCallback callback) {
    this.settings = settings;
    this.host = host;
    this.callback = callback;
  }

  boolean connected() {
    MqttAsyncClient now = client;
    return now != null && born && now.isConnected();
  }

  /** Whether this session has published its birth. */
  boolean born() {
    return born;
  }

  /**
   * Connects, subscribes, and says that it is there.
   *
   * @param now milliseconds since 1970, for Will and birth
   * @throws IOException when a certificate cannot be used, or the broker does not let it listen
   */
  void open(long now) throws MqttException, IOException {
    drop();
    timestamp = now;
    MqttAsyncClient fresh =
        new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
    fresh.setCallback(callback);
    client = fresh;
    fresh.connect(options()).waitForCompletion(ANSWER_MILLIS);
    subscribe(fresh);
    publishBirth();
    born = true;
  }

  private MqttConnectionOptions options() throws IOException {
    MqttConnectionOptions options = MqttOptions.withoutSession(settings);
    options.setSessionExpiryInterval(0L);
    options.setMaximumPacketSize(MqttOptions.MAX_PACKET_BYTES);
    MqttMessage will = new MqttMessage(HostMessages.state(false, timestamp));
    will.setQos(1);
    will.setRetained(true);
    options.setWill(SparkplugTopic.state(host.hostId()), will);
    return options;
  }

  private void subscribe(MqttAsyncClient to) throws MqttException, IOException {
    List<String> filters = new ArrayList<>();
    filters.add(SparkplugTopic.state(host.hostId()));
    if (host.groups().isEmpty()) {
      filters.add(SparkplugTopic.NAMESPACE + "/#");
    }
    host.groups().forEach(group -> filters.add(SparkplugTopic.NAMESPACE + "/" + group + "/#"));
    IMqttToken token =
        to.subscribe(
            filters.stream()
                .map(filter -> new MqttSubscription(filter, 1))
                .toArray(MqttSubscription[]::new),
            null,
            null,
            new MqttProperties());
    token.waitForCompletion(ANSWER_MILLIS);
    int[] codes = token.getReasonCodes();
    for (int code : codes == null ? new int[0] : codes) {
      if (code >= REFUSED) {
        throw new IOException(
            "The broker refuses to let it listen to "
                + filters
                + " (reason code 0x"
                + Integer.toHexString(code)
                + "). Check the broker's access rules.");
      }
    }
  }

  /** Says, with the Will's timestamp, that this host application is there. */
  void publishBirth() throws MqttException {
    state(true, timestamp).waitForCompletion(ANSWER_MILLIS);
  }

  private IMqttToken state(boolean online, long time) throws MqttException {
    return required()
        .publish(SparkplugTopic.state(host.hostId()), HostMessages.state(online, time), 1, true);
  }

  /** Publishes a command: QoS 0, not retained. */
  void publish(String topic, byte[] payload) throws MqttException {
    var _ = required().publish(topic, payload, 0, false);
  }

  private MqttAsyncClient required() throws MqttException {
    MqttAsyncClient now = client;
    if (now == null) {
      throw new MqttException(MqttClientException.REASON_CODE_CONNECTION_LOST);
    }
    return now;
  }

  /** Publishes the death, then leaves: the broker keeps the Will to itself. */
  void leave(long now, Duration patience) {
    MqttAsyncClient last = client;
    if (last != null && last.isConnected()) {
      try {
        state(false, now).waitForCompletion(patience.dividedBy(2).toMillis() + 1);
        last.disconnect().waitForCompletion(patience.dividedBy(2).toMillis() + 1);
      } catch (MqttException e) {
        LOG.debug("connection '{}' was left in disorder: {}", settings.id(), e.getMessage());
      }
    }
    drop();
  }

  /** Lets go of what is left of a connection. */
  void drop() {
    MqttAsyncClient old = client;
    client = null;
    born = false;
    if (old == null) {
      return;
    }
    try {
      if (old.isConnected()) {
        old.disconnectForcibly(0, 1_000, true);
      }
      old.close(true);
    } catch (MqttException e) {
      LOG.debug("connection '{}' was dropped in disorder: {}", settings.id(), e.getMessage());
    }
  }
}
