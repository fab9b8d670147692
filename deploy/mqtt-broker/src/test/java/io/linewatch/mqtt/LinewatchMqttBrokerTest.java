package io.linewatch.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LinewatchMqttBrokerTest {
  @Test
  void portAndStateAreRead() {
    BrokerConfiguration configuration =
        LinewatchMqttBroker.parse(new String[] {"--port", "1884", "--state", "/tmp/泵 state"});

    assertThat(configuration.port()).isEqualTo(1884);
    assertThat(configuration.state()).isEqualTo(Path.of("/tmp/泵 state"));
    assertThat(configuration.xml()).contains("<mode>in-memory</mode>");
  }

  @Test
  void toldToKeepItHoldsSessionsAndMessagesInItsFolder() {
    BrokerConfiguration configuration =
        LinewatchMqttBroker.parse(new String[] {"--keep", "--port", "1884", "--state", "x"});

    assertThat(configuration.xml()).contains("<mode>file</mode>");
  }

  @Test
  void aPortThatIsNoPortIsRefusedWithWhatToWrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LinewatchMqttBroker.parse(new String[] {"--port", "70000", "--state", "x"}))
        .withMessageContaining("1 to 65535")
        .withMessageContaining("usage");
  }

  @Test
  void anUnknownOptionIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinewatchMqttBroker.parse(new String[] {"--prot", "1883"}))
        .withMessageContaining("--prot");
  }

  @Test
  void theBrokerListensOnLoopbackOnlyAndCallsNobody() {
    String xml = new BrokerConfiguration(1884, Path.of("/tmp/x"), false).xml();

    assertThat(xml)
        .contains("<bind-address>127.0.0.1</bind-address>")
        .contains("<anonymous-usage-statistics><enabled>false</enabled>")
        .doesNotContain("0.0.0.0");
  }
}
