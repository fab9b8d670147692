package io.linewatch.bench.bearing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.domain.vibration.BearingFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the set.
 *
 * @param fault null of the healthy one
 * @param channels how many stand side by side; the drive end is the first
 */
record CwruRecord(
    String name,
    Path file,
    double rateHz,
    double speedRpm,
    @Nullable BearingFault fault,
    int channels) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDING = ".f32.gz";

  static List<CwruRecord> all(Path folder) throws IOException {
    JsonNode root = JSON.readTree(folder.resolve("meta.json").toFile());
    List<CwruRecord> records = new ArrayList<>();
    for (JsonNode node : root.isArray() ? root : root.get("files")) {
      String file = node.get("file").asText();
      records.add(
          new CwruRecord(
              file.replace(ENDING, ""),
              folder.resolve(file),
              node.get("fs_hz").asDouble(),
              node.get("rpm_nominal").asDouble(),
              fault(node.get("fault").asText()),
              node.get("channels").size()));
    }
    return records;
  }

  private static @Nullable BearingFault fault(String word) {
    return switch (word) {
      case "normal" -> null;
      case "inner" -> BearingFault.INNER_RACE;
      case "outer" -> BearingFault.OUTER_RACE;
      case "ball" -> BearingFault.ROLLING_ELEMENT;
      default -> throw new IllegalArgumentException("no fault of the set: " + word);
    };
  }

  /** Acceleration at the drive end, in g. */
  double[] driveEnd() throws IOException {
    return RawSamples.float32(file, channels, 0);
  }
}
