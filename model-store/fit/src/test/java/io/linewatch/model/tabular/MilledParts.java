package io.linewatch.model.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Records of a mill, drawn by a seed: it fails where torque times speed is too high, and where the
 * tool is worn and the torque high.
 */
final class MilledParts {
  static final String HEADER = "part,grade,Torque [Nm],speed [rpm],wear,failure";

  private MilledParts() {}

  /** Makes another line of a row. */
  interface Change {
    String of(int row, boolean failed, String line);
  }

  static Path write(Path file, int rows, long seed) throws IOException {
    return write(file, HEADER, rows, seed, (_, _, line) -> line);
  }

  static Path write(Path file, String header, int rows, long seed, Change change)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int row = 1; row <= rows; row++) {
      double torque = 40 + 10 * random.nextGaussian();
      double speed = 1500 + 180 * random.nextGaussian();
      double wear = 250 * random.nextDouble();
      String grade = random.nextInt(3) == 0 ? "M" : "L";
      boolean failed = torque * speed > 84_000 || (wear * torque > 11_500 && grade.equals("L"));
      String line =
          String.format(
              Locale.ROOT,
              "%d,%s,%.3f,%.2f,%.2f,%d",
              row,
              grade,
              torque,
              speed,
              wear,
              failed ? 1 : 0);
      text.append(change.of(row, failed, line)).append('\n');
    }
    return Files.writeString(file, text);
  }
}
