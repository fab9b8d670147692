package io.linewatch.edge.status;

import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.edge.outbox.OutboxDepth;
import io.linewatch.edge.protection.ProtectionWatch;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.vibration.VibrationPoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the status page shows, at one moment.
 *
 * @param readingsPerSecond since the last look, at most a minute ago
 */
public record GatewayView(
    String gateway,
    String version,
    Instant now,
    Instant started,
    long appliedRevision,
    long refusedRevision,
    List<String> problems,
    List<SourceView> sources,
    double readingsPerSecond,
    Map<String, Long> counts,
    List<Rejection> rejections,
    List<ModelStatus> models,
    OutboxDepth outbox,
    boolean kafkaConnected,
    List<HealthReason> health,
    List<VibrationPoints.View> vibration,
    List<ProtectionWatch.View> protection) {

  /** One connection to a broker. */
  public record SourceView(String id, boolean connected, String problem) {}

  /** Whether the gateway can do its main work. */
  public boolean deciding() {
    return health.stream().allMatch(HealthReason::deciding);
  }
}
