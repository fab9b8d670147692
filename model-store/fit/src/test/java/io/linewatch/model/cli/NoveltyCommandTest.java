package io.linewatch.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NoveltyCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aValueThatNeverCameIsToldOnceWithItsTimeAndChannel() throws Exception {
    assertThat(run(recording().toString(), "--learn", "300", "--rest", "100")).isZero();
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .isEqualTo(Instant.ofEpochSecond(1_700_000_700L) + ";flow;55.0;1.00");
    assertThat(err.toString()).contains("1 events in 1000 rows");
  }

  @Test
  void onlyTheChannelsNamedAreLookedAtAndAnUnknownOneIsRefused() throws Exception {
    String file = recording().toString();
    assertThat(run(file, "--learn", "300", "--channels", "level")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run(file, "--channels", "pressure")).isNotZero();
    assertThat(err.toString()).contains("has no channel 'pressure'");
  }

  private int run(String... arguments) {
    return new CommandLine(new NoveltyCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path recording() throws Exception {
    StringBuilder text = new StringBuilder("time;flow;level\n");
    for (int i = 0; i < 1_000; i++) {
      double flow = i >= 700 && i < 720 ? 55 : 20 + 0.1 * (i % 10);
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(String.format(Locale.ROOT, ";%.4f;%.4f%n", flow, 3 + 0.01 * (i % 7)));
    }
    return Files.writeString(folder.resolve("recording.csv"), text);
  }
}
