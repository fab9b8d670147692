package io.linewatch.edge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttDisconnect;
import org.eclipse.paho.mqttv5.common.packet.MqttPingResp;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.junit.jupiter.api.Test;

final class PublishStreamTest {
  private static final long MOST = 1 << 20;
  private static final byte[] PING_RESPONSE = {(byte) 0xD0, 0};

  private final List<String> taken = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  private PublishStream stream(InputStream in) {
    return new PublishStream(in, this::take, MOST, clock::get, 0);
  }

  private void take(MqttPublish publish) {
    taken.add(publish.getTopicName() + "=" + new String(publish.getPayload(), UTF_8));
  }

  private static byte[] publish(String topic, String payload, int qos) {
    MqttMessage message = new MqttMessage(payload.getBytes(UTF_8), qos, false, null);
    MqttPublish publish = new MqttPublish(topic, message, new MqttProperties());
    publish.setMessageId(7);
    return bytes(publish);
  }

  private static byte[] bytes(MqttWireMessage message) {
    try {
      byte[] header = message.getHeader();
      byte[] payload = message.getPayload();
      byte[] all = Arrays.copyOf(header, header.length + payload.length);
      System.arraycopy(payload, 0, all, header.length, payload.length);
      return all;
    } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Reads on where Paho would: a time-out is no end. */
  private static byte[] readPatiently(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[100];
    while (true) {
      try {
        int count = in.read(some, 0, some.length);
        if (count < 0) {
          return out.toByteArray();
        }
        out.write(some, 0, count);
      } catch (SocketTimeoutException later) {
        // As a socket does when nothing came for a second.
      }
    }
  }

  @Test
  void messagesAreTakenAndEverythingElsePassesAsItCame() throws Exception {
    byte[] ack = bytes(new MqttPubAck(0, 3, new MqttProperties()));
    byte[] end = bytes(new MqttDisconnect(0x8B, new MqttProperties()));

    byte[] passed =
        stream(
                new ByteArrayInputStream(
                    joined(
                        publish("a", "1", 0), ack, publish("b", "2", 1), publish("c", "", 0), end)))
            .readAllBytes();

    assertThat(taken).containsExactly("a=1", "b=2", "c=");
    assertThat(passed).isEqualTo(joined(ack, end));
  }

  @Test
  void howeverTheBytesArriveTheResultIsTheSame() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<String> expected = new ArrayList<>();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      ByteArrayOutputStream others = new ByteArrayOutputStream();
      for (int i = 0; i < 60; i++) {
        if (random.nextInt(4) == 0) {
          byte[] ack = bytes(new MqttPubAck(0, 1 + i, new MqttProperties()));
          all.writeBytes(ack);
          others.writeBytes(ack);
        } else {
          int length = random.nextInt(8) == 0 ? random.nextInt(200_000) : random.nextInt(200);
          String payload = "x".repeat(length);
          all.writeBytes(publish("t" + i, payload, random.nextInt(2)));
          expected.add("t" + i + "=" + payload);
        }
      }
      taken.clear();

      byte[] passed = readPatiently(stream(new Trickle(all.toByteArray(), random)));

      assertThat(taken).as("seed %d", seed).isEqualTo(expected);
      assertThat(passed).as("seed %d", seed).isEqualTo(others.toByteArray());
    }
  }

  @Test
  void aMessageOfQosTwoIsPahos() throws IOException {
    byte[] two = publish("a", "1", 2);

    assertThat(stream(new ByteArrayInputStream(two)).readAllBytes()).isEqualTo(two);
    assertThat(taken).isEmpty();
  }

  @Test
  void aPacketAboveTheBoundIsLeftToPahoWithoutBeingHeld() throws IOException {
    byte[] large = publish("a", "x".repeat((int) MOST), 0);

    byte[] passed =
        stream(new ByteArrayInputStream(joined(large, publish("b", "2", 0)))).readAllBytes();

    assertThat(passed).isEqualTo(large);
    assertThat(taken).containsExactly("b=2");
  }

  @Test
  void aMessageThatPahoCannotReadPassesForPahoToRefuse() throws IOException {
    // A topic of 200 bytes in a packet of 4.
    byte[] malformed = {0x30, 4, 0, (byte) 200, 'a', 'b'};

    assertThat(stream(new ByteArrayInputStream(malformed)).readAllBytes()).isEqualTo(malformed);
    assertThat(taken).isEmpty();
  }

  @Test
  void aLengthThatIsNoneOfMqttsPassesWithAllThatFollows() throws IOException {
    byte[] nonsense = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3};

    assertThat(stream(new ByteArrayInputStream(nonsense)).readAllBytes()).isEqualTo(nonsense);
  }

  @Test
  void anEndInTheMiddleOfAPacketIsAnEnd() throws IOException {
    byte[] whole = publish("a", "12345", 0);
    for (int cut = 0; cut < whole.length; cut++) {
      assertThat(stream(new ByteArrayInputStream(whole, 0, cut)).read()).isEqualTo(-1);
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void whileOnlyMessagesComePahoSeesASignOfLife() throws IOException {
    byte[] many = joined(publish("a", "1", 0), publish("a", "2", 0), publish("a", "3", 0));
    PublishStream stream =
        new PublishStream(
            new ByteArrayInputStream(many),
            publish -> {
              take(publish);
              clock.addAndGet(PublishStream.SIGN_OF_LIFE_NANOS / 2 + 1);
            },
            MOST,
            clock::get,
            0);

    assertThat(stream.readAllBytes()).isEqualTo(PING_RESPONSE);
    assertThat(taken).hasSize(3);
    assertThat(bytes(new MqttPingResp()))
        .as("what Paho takes for an answer")
        .isEqualTo(PING_RESPONSE);
  }

  @Test
  void silenceIsNoSignOfLife() {
    PublishStream stream = stream(new Trickle(new byte[0], new Random(1), true));
    clock.addAndGet(10 * PublishStream.SIGN_OF_LIFE_NANOS);

    assertThatThrownBy(stream::read).isInstanceOf(SocketTimeoutException.class);
  }

  /** Brings some bytes, and sometimes none in time. */
  private static final class Trickle extends InputStream {
    private final InputStream bytes;
    private final Random random;
    private final boolean always;

    Trickle(byte[] bytes, Random random) {
      this(bytes, random, false);
    }

    Trickle(byte[] bytes, Random random, boolean alwaysLate) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.random = random;
      always = alwaysLate;
    }

    @Override
    public int read() {
      throw new AssertionError("byte by byte");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (always || random.nextInt(5) == 0) {
        throw new SocketTimeoutException();
      }
      int most = random.nextBoolean() ? 1 + random.nextInt(5) : 1 + random.nextInt(100_000);
      return bytes.read(into, offset, Math.min(length, most));
    }
  }
}
