package io.linewatch.edge.sparkplug;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.tahu.SparkplugInvalidTypeException;
import org.eclipse.tahu.edge.EdgeClient;
import org.eclipse.tahu.edge.api.MetricHandler;
import org.eclipse.tahu.exception.TahuErrorCode;
import org.eclipse.tahu.exception.TahuException;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.EdgeNodeDescriptor;
import org.eclipse.tahu.message.model.MessageType;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.eclipse.tahu.message.model.SparkplugBPayloadMap.SparkplugBPayloadMapBuilder;
import org.eclipse.tahu.message.model.SparkplugDescriptor;
import org.eclipse.tahu.message.model.StatePayload;
import org.eclipse.tahu.message.model.Topic;
import org.eclipse.tahu.model.MqttServerDefinition;
import org.eclipse.tahu.mqtt.ClientCallback;
import org.eclipse.tahu.mqtt.MqttClientId;
import org.eclipse.tahu.mqtt.MqttServerName;
import org.eclipse.tahu.mqtt.MqttServerUrl;

/**
 * A real edge node, Eclipse Tahu's, with one device that measures a force. It speaks MQTT 3.1.1 and
 * is born only when its primary host application is there.
 */
public final class TahuEdgeNode implements MetricHandler, ClientCallback, AutoCloseable {
  private static final EdgeNodeDescriptor NODE = new EdgeNodeDescriptor("plant", "press");
  private static final String DEVICE = "301";
  private static final ObjectMapper STATES = new ObjectMapper();

  private final EdgeClient client;
  private final Thread thread;
  private volatile double force = 1.5;
  private volatile long bdSeq = -1;
  private volatile boolean ending;
  private final AtomicInteger births = new AtomicInteger();
  private final AtomicInteger rebirthRequests = new AtomicInteger();

  public TahuEdgeNode(int port, String primaryHost) throws TahuException {
    client =
        new EdgeClient(
            this,
            NODE,
            List.of(DEVICE),
            primaryHost,
            true,
            500L,
            List.of(
                new MqttServerDefinition(
                    new MqttServerName("broker"),
                    new MqttClientId("tahu-press", false),
                    new MqttServerUrl("tcp://127.0.0.1:" + port),
                    null,
                    null,
                    10,
                    null)),
            this,
            null);
    thread = Thread.ofPlatform().name("tahu-edge").daemon().start(client);
  }

  public int births() {
    return births.get();
  }

  public int rebirthRequests() {
    return rebirthRequests.get();
  }

  public void measure(double value) {
    force = value;
    client.publishDeviceData(
        DEVICE, payload(new MetricBuilder("Force", MetricDataType.Double, value)));
  }

  public void measureLate(double value, Instant time) {
    client.publishDeviceData(
        DEVICE,
        payload(
            new MetricBuilder("Force", MetricDataType.Double, value)
                .timestamp(Date.from(time))
                .isHistorical(true)));
  }

  /** The next message gets a number too high, as if one had been lost. */
  public void loseOne() {
    var _ = client.getNextSeqNum();
  }

  public void killDevice() {
    client.publishDeviceDeath(DEVICE);
  }

  /** The connection breaks; the broker speaks the Will. */
  public void die() {
    ending = true;
    client.disconnect(false);
  }

  private static SparkplugBPayload payload(MetricBuilder... metrics) {
    SparkplugBPayloadBuilder payload =
        new SparkplugBPayloadBuilder().setTimestamp(Date.from(Instant.now()));
    for (MetricBuilder metric : metrics) {
      payload.addMetric(made(metric));
    }
    return payload.createPayload();
  }

  private static Metric made(MetricBuilder metric) {
    try {
      Metric made = metric.createMetric();
      if (made.getTimestamp() == null) {
        made.setTimestamp(Date.from(Instant.now()));
      }
      return made;
    } catch (SparkplugInvalidTypeException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @Override
  public Topic getDeathTopic() {
    return new Topic("spBv1.0", NODE, MessageType.NDEATH);
  }

  @Override
  public byte[] getDeathPayloadBytes() throws TahuException, IOException {
    if (ending) {
      throw new TahuException(TahuErrorCode.INTERNAL_ERROR, "this node has ended");
    }
    bdSeq = (bdSeq + 1) % 256;
    SparkplugBPayload death = payload(new MetricBuilder("bdSeq", MetricDataType.Int64, bdSeq));
    return new SparkplugBPayloadEncoder().getBytes(death, false);
  }

  @Override
  public void publishBirthSequence() {
    try {
      SparkplugBPayloadMapBuilder birth = new SparkplugBPayloadMapBuilder();
      birth.setTimestamp(Date.from(Instant.now()));
      birth.addMetric(made(new MetricBuilder("bdSeq", MetricDataType.Int64, bdSeq)));
      birth.addMetric(made(new MetricBuilder("Speed", MetricDataType.Int32, 900)));
      client.publishNodeBirth(birth.createPayload());
      client.publishDeviceBirth(
          DEVICE,
          payload(
              new MetricBuilder("Force", MetricDataType.Double, force),
              new MetricBuilder("State", MetricDataType.String, "RUN")));
      births.incrementAndGet();
    } catch (SparkplugInvalidTypeException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  @Override
  public boolean hasMetric(SparkplugDescriptor descriptor, String name) {
    return true;
  }

  @Override
  public void messageArrived(
      MqttServerName server,
      MqttServerUrl url,
      MqttClientId id,
      String topic,
      MqttMessage message) {
    try {
      if (topic.startsWith("spBv1.0/STATE/")) {
        client.handleStateMessage(
            topic.substring(topic.lastIndexOf('/') + 1),
            STATES.readValue(message.getPayload(), StatePayload.class));
      } else if (topic.contains("/NCMD/")) {
        SparkplugBPayload command =
            new SparkplugBPayloadDecoder().buildFromByteArray(message.getPayload(), null);
        for (Metric metric : command.getMetrics()) {
          if ("Node Control/Rebirth".equals(metric.getName())
              && Boolean.TRUE.equals(metric.getValue())) {
            rebirthRequests.incrementAndGet();
            client.handleRebirthRequest(true);
          }
        }
      }
    } catch (Exception wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public void connectionLost(
      MqttServerName server, MqttServerUrl url, MqttClientId id, Throwable cause) {}

  @Override
  public void connectComplete(
      boolean reconnect, MqttServerName server, MqttServerUrl url, MqttClientId id) {}

  @Override
  public void close() {
    ending = true;
    client.shutdown();
    try {
      var _ = thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
