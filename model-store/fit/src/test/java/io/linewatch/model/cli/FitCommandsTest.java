package io.linewatch.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.format.OciLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitCommandsTest {
  private static final long SEED = 31;

  @TempDir private Path folder;

  @Test
  void fitTabularPutsAPackageIntoTheStoreAndRefusesATableThatGivesTheAnswerAway() throws Exception {
    Path table = table();
    assertThat(fit("tabular", table, "--leave-out", "alarm", "--trees", "20")).isZero();
    assertThat(OciLayout.open(folder.resolve("store")).newest("made")).startsWith("sha256:");
    assertThat(fit("tabular", table, "--trees", "20")).isEqualTo(1);
    assertThat(fit("tabular", table, "--leave-out", "alarm", "--trees", "1")).isEqualTo(78);
  }

  @Test
  void fitRulRefusesATableWithoutMachines() throws Exception {
    assertThat(fit("rul", table())).isEqualTo(1);
  }

  private int fit(String kind, Path table, String... more) {
    String[] arguments = new String[7 + more.length];
    String[] first = {
      "fit", kind, table.toString(), "--name", "made", "--store", folder.resolve("store") + ""
    };
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return LinewatchModels.run(arguments);
  }

  private Path table() throws Exception {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("force,heat,alarm,failure\n");
    for (int i = 0; i < 400; i++) {
      double force = random.nextGaussian();
      double heat = random.nextGaussian();
      int failed = force + heat + 0.3 * random.nextGaussian() > 1.6 ? 1 : 0;
      text.append(String.format(Locale.ROOT, "%.4f,%.4f,%d,%d%n", force, heat, failed, failed));
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }
}
