package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When gaps are stated, and under which line those of the gateway itself. Outbox thread. */
final class GapStatements implements Undoable {
  private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

  private final GapTable gaps;
  private final MetaTable meta;
  private final String epoch;
  private @Nullable AssetPath home;
  private @Nullable AssetPath savedHome;
  private Instant next = Instant.MIN;
  private Instant savedNext = Instant.MIN;

  GapStatements(GapTable gaps, MetaTable meta, String epoch) throws SQLException {
    this.gaps = gaps;
    this.meta = meta;
    this.epoch = epoch;
    String kept = meta.get(MetaTable.HOME);
    home = kept == null ? null : AssetPath.of(kept);
  }

  /** Kept for the next start. */
  void standsAt(AssetPath gatewayAsset) throws SQLException {
    if (!gatewayAsset.equals(home)) {
      meta.put(MetaTable.HOME, gatewayAsset.toString());
      home = gatewayAsset;
    }
  }

  /** Gaps that are to be stated now, taken out of the table; mostly none. */
  List<GapFinding> due(Instant now) throws SQLException {
    if (now.isBefore(next) || gaps.isEmpty()) {
      return List.of();
    }
    List<GapFinding> findings = gaps.take(epoch, home, now);
    next = now.plus(AT_MOST_EVERY);
    return findings;
  }

  @Override
  public void save() {
    savedHome = home;
    savedNext = next;
  }

  @Override
  public void restore() {
    home = savedHome;
    next = savedNext;
  }
}
