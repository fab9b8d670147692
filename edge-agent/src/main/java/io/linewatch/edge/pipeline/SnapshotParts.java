package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.wire.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line's snapshot in as many parts as it takes for each to travel: a line with some ten
 * thousand detectors, or with a thousand active conditions, is larger than a record may be. Pure.
 */
final class SnapshotParts {
  /** Half of what a record may be: what one source adds at the end may be more than its share. */
  static final int MOST_BYTES = Topics.MAX_VALUE_BYTES / 2;

  /** Quotes and a comma. */
  private static final int AROUND_TEXT = 3;

  /** A letter takes at most three bytes of UTF-8 for each of its units in Java. */
  private static final int BYTES_A_CHAR = 3;

  /** All that a snapshot says of one source, and how large that is. */
  private static final class Share {
    private final List<DetectorId> detectors = new ArrayList<>(1);
    private final List<ConditionFinding> active = new ArrayList<>(1);
    private final List<GatewayFinding> activeGateway = new ArrayList<>(1);
    private int bytes;
  }

  private SnapshotParts() {}

  /** The parts in the order of their sources; the whole itself when it is small. */
  static List<ConditionSnapshot> of(ConditionSnapshot whole) {
    SortedMap<String, Share> shares = shares(whole);
    if (shares.values().stream().mapToLong(share -> share.bytes).sum() <= MOST_BYTES) {
      return List.of(whole);
    }
    List<ConditionSnapshot> parts = new ArrayList<>();
    List<Share> gathered = new ArrayList<>();
    String from = null;
    long bytes = 0;
    for (Map.Entry<String, Share> entry : shares.entrySet()) {
      Share share = entry.getValue();
      if (!gathered.isEmpty() && bytes + share.bytes > MOST_BYTES) {
        parts.add(part(whole, gathered, from, entry.getKey()));
        gathered.clear();
        from = entry.getKey();
        bytes = 0;
      }
      gathered.add(share);
      bytes += share.bytes;
    }
    parts.add(part(whole, gathered, from, null));
    return List.copyOf(parts);
  }

  private static SortedMap<String, Share> shares(ConditionSnapshot whole) {
    SortedMap<String, Share> shares = new TreeMap<>();
    for (DetectorId detector : whole.detectors()) {
      Share share = shares.computeIfAbsent(detector.toString(), _ -> new Share());
      share.detectors.add(detector);
      share.bytes += AROUND_TEXT + BYTES_A_CHAR * detector.toString().length();
    }
    for (ConditionFinding finding : whole.active()) {
      Share share = shares.computeIfAbsent(finding.detector().toString(), _ -> new Share());
      share.active.add(finding);
      share.bytes += Topics.FINDINGS.codec().encode(finding).length;
    }
    for (GatewayFinding finding : whole.activeGateway()) {
      Share share = shares.computeIfAbsent(finding.source(), _ -> new Share());
      share.activeGateway.add(finding);
      share.bytes += Topics.FINDINGS.codec().encode(finding).length;
    }
    return shares;
  }

  private static ConditionSnapshot part(
      ConditionSnapshot whole, List<Share> shares, @Nullable String from, @Nullable String to) {
    List<DetectorId> detectors = new ArrayList<>();
    List<ConditionFinding> active = new ArrayList<>();
    List<GatewayFinding> activeGateway = new ArrayList<>();
    for (Share share : shares) {
      detectors.addAll(share.detectors);
      active.addAll(share.active);
      activeGateway.addAll(share.activeGateway);
    }
    return new ConditionSnapshot(
        whole.gateway(),
        whole.epoch(),
        whole.line(),
        whole.time(),
        new HashSet<>(detectors),
        active,
        activeGateway,
        from,
        to);
  }
}
