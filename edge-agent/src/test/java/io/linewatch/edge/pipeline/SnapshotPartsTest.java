package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.wire.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SnapshotPartsTest {
  private static final String LINE = "s/a/l1";

  @Test
  void aSmallSnapshotStaysWhole() {
    ConditionSnapshot whole = snapshot(100);

    assertThat(SnapshotParts.of(whole)).containsExactly(whole);
  }

  @Test
  void aHundredThousandDetectorsTravelInPartsThatLeaveNoSourceOutAndShareNone() {
    ConditionSnapshot whole = snapshot(100_000);

    List<ConditionSnapshot> parts = SnapshotParts.of(whole);

    assertThat(parts).hasSizeGreaterThan(5);
    Set<DetectorId> all = new HashSet<>();
    for (ConditionSnapshot part : parts) {
      assertThat(Topics.FINDINGS.codec().encode(part)).hasSizeLessThan(Topics.MAX_VALUE_BYTES);
      assertThat(part.detectors()).allMatch(detector -> part.speaksOf(detector.toString()));
      assertThat(part.detectors()).noneMatch(all::contains);
      all.addAll(part.detectors());
      ConditionSnapshot read =
          (ConditionSnapshot) Topics.FINDINGS.codec().decode(Topics.FINDINGS.codec().encode(part));
      assertThat(read).isEqualTo(part);
    }
    assertThat(all).isEqualTo(whole.detectors());
    for (String source : List.of(" ", LINE + "/m-0500/limit:x", LINE + "/gw/gateway:A:", "~")) {
      assertThat(parts.stream().filter(part -> part.speaksOf(source))).as(source).hasSize(1);
    }
  }

  private static ConditionSnapshot snapshot(int detectors) {
    Set<DetectorId> ids = new HashSet<>();
    for (int i = 0; i < detectors; i++) {
      AssetPath asset = AssetPath.of("%s/m-%04d".formatted(LINE, i / 100));
      ids.add(DetectorId.limit(new ChannelId(asset, "channel-" + i % 100)));
    }
    return new ConditionSnapshot("gw", "e1", LINE, Plant.T0, ids, List.of(), List.of());
  }
}
