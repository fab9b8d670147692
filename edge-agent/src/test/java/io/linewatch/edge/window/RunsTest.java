package io.linewatch.edge.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.series.SeriesBlock.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunsTest {

  @Test
  void anyInsertionsLeaveTheSameRunsAsAPlainList() {
    Random random = new Random(20_261_130);
    for (int round = 0; round < 2_000; round++) {
      List<String> plain = new ArrayList<>(List.of("a"));
      Runs<String> runs = new Runs<>("a");
      for (int step = 0; step < 40; step++) {
        String value = random.nextInt(4) == 0 ? "b" : "a";
        int at = random.nextBoolean() ? plain.size() : random.nextInt(plain.size() + 1);
        plain.add(at, value);
        runs.add(at, value);

        assertThat(runs.toList()).as("%s", plain).isEqualTo(runsOf(plain));
        assertThat(runs.isOnly("a")).isEqualTo(!plain.contains("b"));
      }
    }
  }

  private static List<Run<String>> runsOf(List<String> plain) {
    List<Run<String>> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= plain.size(); i++) {
      if (i == plain.size() || !plain.get(i).equals(plain.get(start))) {
        runs.add(new Run<>(plain.get(start), i - start));
        start = i;
      }
    }
    return runs;
  }
}
