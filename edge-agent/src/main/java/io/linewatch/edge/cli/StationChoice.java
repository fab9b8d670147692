package io.linewatch.edge.cli;

import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.config.EdgeConfig;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.StationConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Camera stations by the ids that they have in {@code edge.yaml}. */
final class StationChoice {
  private StationChoice() {}

  /**
   * @param config edge.yaml
   * @return each as a channel of its asset
   * @throws IllegalArgumentException when there is no such station; says which there are
   */
  static List<ChannelId> of(List<String> names, Path config) {
    var read = EdgeConfigFile.readAlone(config);
    EdgeConfig value = read.value();
    if (value == null) {
      throw new IllegalArgumentException(config + ": " + read.problems().getFirst());
    }
    InspectionConfig inspection = value.inspection();
    if (inspection == null) {
      throw new IllegalArgumentException(config + " has no camera stations (inspection)");
    }
    Map<String, ChannelId> known = new TreeMap<>();
    inspection.stations().forEach((StationConfig s) -> known.put(s.id(), s.point()));
    List<ChannelId> chosen = new ArrayList<>();
    for (String name : names) {
      ChannelId point = known.get(name);
      if (point == null) {
        throw new IllegalArgumentException(
            "no camera station '" + name + "'; " + Nearest.hint(name, known.keySet()));
      }
      chosen.add(point);
    }
    return chosen;
  }
}
