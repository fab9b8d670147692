package io.linewatch.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.packet.util.CountingInputStream;
import org.junit.jupiter.api.Test;

/** ADR 0006: our class is the one that is loaded, and Paho's still needs it. */
final class BulkReadTest {
  private static final String NAME = CountingInputStream.class.getName();

  @Test
  void oursIsTheOneThatIsLoaded() {
    URL ours = CountingInputStream.class.getProtectionDomain().getCodeSource().getLocation();
    URL paho = MqttAsyncClient.class.getProtectionDomain().getCodeSource().getLocation();

    assertThat(ours).isNotEqualTo(paho);
    assertThat(readMethods(CountingInputStream.class)).contains("read(3)");
  }

  @Test
  void pahosOwnStillReadsByteByByte() throws Exception {
    URL jar = MqttAsyncClient.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader stock =
        new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
      assertThat(readMethods(stock.loadClass(NAME)))
          .as("Paho mended it: remove our class and ADR 0006")
          .containsExactly("read(0)");
    }
  }

  private static java.util.List<String> readMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("read"))
        .map(BulkReadTest::signature)
        .sorted()
        .toList();
  }

  private static String signature(Method method) {
    return "read(" + method.getParameterCount() + ")";
  }

  @Test
  void itCountsWhatWasReadAndNotTheEnd() throws IOException {
    CountingInputStream in = new CountingInputStream(new ByteArrayInputStream(new byte[10]));
    assertThat(in.read()).isZero();
    assertThat(in.read(new byte[4], 0, 4)).isEqualTo(4);
    assertThat(in.getCounter()).isEqualTo(5);

    in.resetCounter();
    assertThat(in.readAllBytes()).hasSize(5);
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.getCounter()).isEqualTo(5);
  }

  @Test
  void aBulkReadReachesTheStreamBeneathAsOne() throws IOException {
    int[] calls = new int[1];
    InputStream beneath =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("byte by byte");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            calls[0]++;
            return length;
          }
        };

    assertThat(new CountingInputStream(beneath).readNBytes(new byte[1_000], 0, 1_000))
        .isEqualTo(1_000);
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void theAddressIsCheckedWhenItIsRead() {
    assertThat(MqttSettings.plain("gw", "line", URI.create("mqtt://h"), 1).serverUri())
        .isEqualTo("tcp://h:1883");
    assertThat(MqttSettings.plain("gw", "line", URI.create("mqtts://h"), 1).serverUri())
        .isEqualTo("ssl://h:8883");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> MqttSettings.plain("gw", "line", URI.create("http://h"), 1))
        .hasMessageContaining("mqtt://");
  }
}
