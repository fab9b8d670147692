package io.linewatch.central.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {

  @Test
  void theProgramDoesNotLogWhatItsLibrariesDo() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(
            LinewatchCentral.class
                .getClassLoader()
                .getResource(LinewatchCentral.LOG_CONFIGURATION)));

    assertThat(context.getLogger("io.linewatch.central").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("org.apache.kafka.streams").getEffectiveLevel())
        .isEqualTo(Level.ERROR);
    assertThat(context.getLogger("com.zaxxer.hikari").getEffectiveLevel()).isEqualTo(Level.WARN);
  }
}
