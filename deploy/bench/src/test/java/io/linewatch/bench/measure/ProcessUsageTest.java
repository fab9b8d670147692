package io.linewatch.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {
  private static final String STATUS =
      """
      Name:\todd ) name
      VmPeak:\t 9000000 kB
      VmHWM:\t  204800 kB
      VmRSS:\t  102400 kB
      Threads:\t17
      """;

  @Test
  void aCommandWithSpacesAndBracketsDoesNotShiftTheFields() {
    String stat =
        "4711 (odd ) name) S 1 4711 4711 0 -1 4194304 9 0 1 0 1234 66 0 0 20 0 17 0 100 9 25600";

    ProcessUsage usage = ProcessUsage.parse(stat, STATUS);

    assertThat(usage.cpu()).isEqualTo(Duration.ofSeconds(13));
    assertThat(usage.rssMebibytes()).isEqualTo(100);
    assertThat(usage.peakRssMebibytes()).isEqualTo(200);
    assertThat(usage.threads()).isEqualTo(17);
  }

  @Test
  void ourOwnProcessIsReadAsItIs() throws Exception {
    ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

    assertThat(usage.cpu()).isPositive();
    assertThat(usage.rssBytes()).isBetween(1L << 20, usage.peakRssBytes());
    assertThat(usage.threads()).isPositive();
  }

  @Test
  void aProcessThatEndedIsSaid() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThatThrownBy(() -> ProcessUsage.of(ended.pid())).isInstanceOf(IOException.class);
  }
}
