package io.linewatch.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/**
 * Every PUBLISH of one step, made once; sending patches time and values in place. A single reading
 * is 119 bytes of JSON. One thread.
 */
final class MessageTemplates {
  private static final String BLANK_TIME = "2000-01-01T00:00:00.000000Z";
  private static final String BLANK_VALUE = "77.7777";
  private static final int SINGLE_BYTES = 119;

  private final byte[][] frames;
  private final int[] timeAt;
  private final int[] packetIdAt;
  private final int firstValueAt;
  private final int valueStride;
  private final int values;

  MessageTemplates(LoadPlan plan) {
    int count = Math.toIntExact(plan.messagesPerStep());
    frames = new byte[count][];
    timeAt = new int[count];
    packetIdAt = new int[count];
    values = plan.together() ? plan.channels() : 1;
    byte[] payload = plan.together() ? many(plan.channels()) : single();
    String text = new String(payload, US_ASCII);
    firstValueAt = text.indexOf(BLANK_VALUE) - text.indexOf(BLANK_TIME);
    int second = text.indexOf(BLANK_VALUE, text.indexOf(BLANK_VALUE) + 1);
    valueStride = values > 1 ? second - text.indexOf(BLANK_VALUE) : 0;
    for (int i = 0; i < count; i++) {
      String topic = topic(plan, i);
      frames[i] = MqttFrames.publish(topic, payload, plan.qos());
      timeAt[i] = frames[i].length - payload.length + text.indexOf(BLANK_TIME);
      packetIdAt[i] = MqttFrames.packetIdAt(topic, frames[i]);
    }
  }

  static String topic(LoadPlan plan, int message) {
    if (plan.together()) {
      return "factory/" + plan.line() + "/" + LoadPlan.asset(message);
    }
    return "factory/"
        + plan.line()
        + "/"
        + LoadPlan.asset(message / plan.channels())
        + "/"
        + LoadPlan.channel(message % plan.channels());
  }

  private static byte[] single() {
    String head =
        "{\"time\":\"" + BLANK_TIME + "\",\"value\":" + BLANK_VALUE + ",\"unit\":\"mm/s\"";
    String tail = ",\"sensor\":\"%s\"}";
    int fill = SINGLE_BYTES - head.length() - tail.length() + 2;
    return (head + String.format(Locale.ROOT, tail, "S".repeat(fill))).getBytes(US_ASCII);
  }

  /** All channels of an asset in one object: {@code {"time":…,"values":{"ch-000":…}}}. */
  private static byte[] many(int channels) {
    StringBuilder text = new StringBuilder("{\"time\":\"" + BLANK_TIME + "\",\"values\":{");
    for (int c = 0; c < channels; c++) {
      text.append(c == 0 ? "" : ",").append('"').append(LoadPlan.channel(c)).append("\":");
      text.append(BLANK_VALUE);
    }
    return text.append("}}").toString().getBytes(US_ASCII);
  }

  /** The next message, ready to be sent; good until it is asked for again. */
  byte[] message(int number, byte[] time, Readings readings, int packetId) {
    byte[] frame = frames[number];
    int at = timeAt[number];
    System.arraycopy(time, 0, frame, at, TimeText.LENGTH);
    for (int v = 0; v < values; v++) {
      Readings.write(readings.next(), frame, at + firstValueAt + v * valueStride);
    }
    if (packetId > 0) {
      frame[packetIdAt[number]] = (byte) (packetId >>> 8);
      frame[packetIdAt[number] + 1] = (byte) packetId;
    }
    return frame;
  }
}
