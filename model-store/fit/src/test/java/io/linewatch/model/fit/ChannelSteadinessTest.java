package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.fit.ChannelSteadiness.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelSteadinessTest {
  private static final long SEED = 41;

  @TempDir private Path folder;

  @Test
  void aCasingThatWarmsUpWandersAndAFlowThatFluctuatesDoesNot() throws Exception {
    List<Path> files = List.of(recording("a.csv", SEED), recording("b.csv", SEED + 1));

    List<Channel> channels = ChannelSteadiness.of(files, 400);

    assertThat(channels).extracting(Channel::name).containsExactly("flow", "casing", "fixed");
    assertThat(channels.get(0).steady()).as("seed %d: %s", SEED, channels).isTrue();
    assertThat(channels.get(1).steady()).as("seed %d: %s", SEED, channels).isFalse();
    assertThat(channels.get(2)).isEqualTo(new Channel("fixed", 0, 0));
  }

  @Test
  void theFigureIsTheSpreadBetweenTheHalvesOverTheSpreadInsideThem() throws Exception {
    // Halves of 20 alternating values: 0, 2 and 4, 6. Means 1 and 5, variance 20/19 in each.
    StringBuilder text = new StringBuilder("time;level\n");
    for (int i = 0; i < 40; i++) {
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(';')
          .append((i < 20 ? 0 : 4) + 2 * (i % 2))
          .append(".0\n");
    }
    Path file = Files.writeString(folder.resolve("steps.csv"), text);

    double wander = ChannelSteadiness.of(List.of(file), null).getFirst().wander();

    assertThat(wander).isCloseTo(4 / Math.sqrt(2) / Math.sqrt(20 / 19.0), within(1e-9));
  }

  @Test
  void theFitNotesAChannelThatWanders() throws Exception {
    ModelFitter.Fit fit = new ModelFitter(_ -> {}).fit(Recordings.options(recording("c.csv", 3)));
    assertThat(fit.report().notes()).anyMatch(note -> note.startsWith("casing wanders"));
    assertThat(fit.report().notes()).noneMatch(note -> note.startsWith("flow wanders"));
  }

  private Path recording(String name, long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("time;flow;casing;fixed\n");
    for (int i = 0; i < 400; i++) {
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(
              String.format(
                  Locale.ROOT,
                  ";%.4f;%.4f;7.5%n",
                  120 + random.nextGaussian(),
                  60 + 0.02 * i + 0.1 * random.nextGaussian()));
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
