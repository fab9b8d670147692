package io.linewatch.standalone.line;

import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * The camera behind the press: a JPEG of each part, one every two seconds, with the part's id. The
 * thread {@code line-camera} renders and sends.
 */
public final class LineCamera extends LineDevice {
  /** Of its pictures. */
  public static final StampedPart PART = new StampedPart(320, 240);

  private static final Duration STEP = Duration.ofSeconds(2);

  private final String topic;
  private final long seed;
  private final InstantSource clock;
  private volatile DefectiveParts defective = DefectiveParts.NONE;

  public LineCamera(String broker, String topic, long seed, InstantSource clock)
      throws MqttException {
    super("the camera", broker, "press-line-camera", "line-camera");
    this.topic = topic;
    this.seed = seed;
    this.clock = clock;
  }

  /** Takes hold with the next part. Any thread. */
  public void setDefective(DefectiveParts next) {
    defective = next;
  }

  @Override
  void step() throws InterruptedException {
    Thread.sleep(STEP);
    Instant time = clock.instant();
    // Parts of an earlier start have other numbers.
    long number = time.toEpochMilli() / STEP.toMillis();
    MqttProperties said = new MqttProperties();
    said.setUserProperties(
        List.of(
            new UserProperty("part", "PL-" + number), new UserProperty("time", time.toString())));
    byte[] picture = PartPictures.jpeg(PART.picture(seed ^ number, defective.at(time)));
    publish(topic, new MqttMessage(picture, 1, false, said));
  }
}
