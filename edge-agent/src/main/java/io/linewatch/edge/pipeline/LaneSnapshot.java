package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.decision.Detector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Detectors and active conditions of a lane, or of what runs beside them, at one moment. */
public record LaneSnapshot(Set<DetectorId> ids, List<ConditionFinding> active) {

  static LaneSnapshot of(Collection<AssetTrack> assets) {
    Set<DetectorId> ids = new HashSet<>();
    List<ConditionFinding> active = new ArrayList<>();
    for (AssetTrack asset : assets) {
      for (Detector detector : asset.detectors()) {
        ids.add(detector.id());
        ConditionFinding finding = detector.active();
        if (finding != null) {
          active.add(finding);
        }
      }
    }
    return new LaneSnapshot(ids, active);
  }

  /** The lanes' parts, sorted by line; a line of which nothing is left is there too. */
  static Map<String, LaneSnapshot> byLine(List<LaneSnapshot> parts, Collection<String> lines) {
    Map<String, LaneSnapshot> byLine = new TreeMap<>();
    lines.forEach(line -> byLine.put(line, new LaneSnapshot(new HashSet<>(), new ArrayList<>())));
    for (LaneSnapshot part : parts) {
      part.ids.forEach(id -> of(byLine, id.asset()).ids.add(id));
      part.active.forEach(finding -> of(byLine, finding.asset()).active.add(finding));
    }
    return byLine;
  }

  private static LaneSnapshot of(Map<String, LaneSnapshot> byLine, AssetPath asset) {
    return byLine.computeIfAbsent(
        asset.linePath(), _ -> new LaneSnapshot(new HashSet<>(), new ArrayList<>()));
  }
}
