package io.linewatch.bench.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The few MQTT 5 packets a publisher sends, as bytes (OASIS MQTT 5.0, sections 3.1, 3.3, 3.14). A
 * library would cost more than what is measured.
 */
final class MqttFrames {
  private static final int CONNECT = 0x10;
  private static final int PUBLISH = 0x30;
  private static final int QOS_1 = 0x02;
  private static final int CLEAN_START = 0x02;
  private static final byte[] DISCONNECT = {(byte) 0xE0, 0x00};

  private MqttFrames() {}

  /** A clean start without keep-alive, will or login. */
  static byte[] connect(String clientId) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(5);
    body.write(CLEAN_START);
    twoBytes(body, 0);
    body.write(0);
    text(body, clientId);
    return packet(CONNECT, body.toByteArray());
  }

  static byte[] disconnect() {
    return DISCONNECT.clone();
  }

  /**
   * @param qos 0 or 1; at 1 the packet id is left 0 and stands at {@link #packetIdAt}
   */
  static byte[] publish(String topic, byte[] payload, int qos) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, topic);
    if (qos == 1) {
      twoBytes(body, 0);
    }
    body.write(0);
    body.writeBytes(payload);
    return packet(qos == 1 ? PUBLISH | QOS_1 : PUBLISH, body.toByteArray());
  }

  /** Where a QoS 1 PUBLISH has its packet id. */
  static int packetIdAt(String topic, byte[] frame) {
    int header = 1;
    while ((frame[header] & 0x80) != 0) {
      header++;
    }
    return header + 1 + 2 + topic.getBytes(UTF_8).length;
  }

  private static byte[] packet(int first, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 5);
    out.write(first);
    int rest = body.length;
    do {
      int low = rest & 0x7F;
      rest >>>= 7;
      out.write(rest > 0 ? low | 0x80 : low);
    } while (rest > 0);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    twoBytes(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void twoBytes(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
