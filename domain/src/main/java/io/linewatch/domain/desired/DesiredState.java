package io.linewatch.domain.desired;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one gateway should be doing, in one document. A document replaces the one before; what
 * is no longer in it is removed by that.
 *
 * @param revision rises with every change; a gateway refuses one that is not newer than what it
 *     runs
 * @param home {@code site/area/line} under which the gateway's own findings are filed
 * @param issuedBy the person or program whose change made this revision
 * @param recordings what is to be recorded; null when nothing is, as in documents from before there
 *     were any
 */
public record DesiredState(
    String gateway,
    long revision,
    Instant issuedAt,
    String issuedBy,
    String home,
    List<SourceMapping> sources,
    List<Asset> assets,
    List<Channel> channels,
    List<DetectorPolicy> policies,
    List<ModelAssignment> models,
    @Nullable List<RecordingRequest> recordings) {
  public DesiredState {
    sources = List.copyOf(sources);
    assets = List.copyOf(assets);
    channels = List.copyOf(channels);
    policies = List.copyOf(policies);
    models = List.copyOf(models);
    recordings = recordings == null || recordings.isEmpty() ? null : List.copyOf(recordings);
  }

  /** One that has nothing recorded. */
  public DesiredState(
      String gateway,
      long revision,
      Instant issuedAt,
      String issuedBy,
      String home,
      List<SourceMapping> sources,
      List<Asset> assets,
      List<Channel> channels,
      List<DetectorPolicy> policies,
      List<ModelAssignment> models) {
    this(
        gateway, revision, issuedAt, issuedBy, home, sources, assets, channels, policies, models,
        null);
  }

  /** What is to be recorded; empty when nothing is. */
  public List<RecordingRequest> wantedRecordings() {
    return recordings == null ? List.of() : recordings;
  }

  /** The policy of one detector; a detector without one is scored and kept, and decides nothing. */
  public record DetectorPolicy(DetectorId detector, AlarmPolicy policy) {}

  /**
   * A model on an asset.
   *
   * @param name names the detector {@code asset/model:name}
   * @param digest {@code sha256:…} of the package's manifest
   * @param epoch rises with every assignment, so that an old one cannot come back
   */
  public record ModelAssignment(AssetPath asset, String name, String digest, long epoch) {}
}
