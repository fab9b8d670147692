package io.linewatch.model.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Machines that wear until they fail, drawn by a seed: two channels follow the wear, each with
 * noise, one is noise, one is constant.
 */
final class WornMachines {
  static final String HEADER = "unit,cycle,vibration [mm/s],temperature,hum,speed";

  private WornMachines() {}

  /**
   * Writes runs to failure.
   *
   * @param change of every line, by "unit,cycle,…"; what becomes empty is left out
   */
  static Path write(Path file, int machines, long seed, UnaryOperator<String> change)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int unit = 1; unit <= machines; unit++) {
      int life = 90 + random.nextInt(80);
      for (int cycle = 1; cycle <= life; cycle++) {
        String line = line(random, unit, cycle, life);
        String changed = change.apply(line);
        if (!changed.isEmpty()) {
          text.append(changed).append('\n');
        }
      }
    }
    return Files.writeString(file, text);
  }

  static Path write(Path file, int machines, long seed) throws IOException {
    return write(file, machines, seed, line -> line);
  }

  private static String line(Random random, int unit, int cycle, int life) {
    double wear = Math.exp(-(life - cycle) / 30.0);
    return String.format(
        Locale.ROOT,
        "%d,%d,%.4f,%.4f,%.4f,1500",
        unit,
        cycle,
        2 + 4 * wear + 0.15 * random.nextGaussian(),
        60 + 12 * wear + 0.8 * random.nextGaussian(),
        random.nextGaussian());
  }
}
