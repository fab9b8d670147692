package io.linewatch.model.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table with a column more: the life that is left, as an export made afterwards has it. */
final class LeakingTable {
  private LeakingTable() {}

  static Path write(Path plain, Path file) throws IOException {
    List<String> lines = Files.readAllLines(plain);
    Map<String, Integer> last = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      last.merge(fields[0], Integer.parseInt(fields[1]), Math::max);
    }
    StringBuilder text = new StringBuilder(lines.getFirst()).append(",rul\n");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      int left = last.getOrDefault(fields[0], 0) - Integer.parseInt(fields[1]);
      text.append(line).append(',').append(left).append('\n');
    }
    return Files.writeString(file, text);
  }
}
