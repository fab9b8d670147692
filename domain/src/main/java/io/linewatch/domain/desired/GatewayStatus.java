package io.linewatch.domain.desired;

import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway reports of itself, on every change and at least every minute.
 *
 * @param appliedRevision revision of the desired state it runs on; 0 before the first
 * @param refusedRevision revision it refused last, or 0
 * @param problems why it refused; empty when nothing is wrong
 * @param counts readings, rejections by reason, findings, outbox rows …; bounded names
 */
public record GatewayStatus(
    String gateway,
    String epoch,
    Instant time,
    String agentVersion,
    long appliedRevision,
    long refusedRevision,
    List<String> problems,
    List<ModelStatus> models,
    Map<String, Long> counts) {
  public GatewayStatus {
    problems = List.copyOf(problems);
    models = List.copyOf(models);
    counts = Map.copyOf(counts);
  }

  /**
   * @param activeDigest what scores now, or null when nothing does yet
   * @param reason why {@code wantedDigest} is not the active one; empty when it is
   */
  public record ModelStatus(
      AssetPath asset,
      String name,
      String wantedDigest,
      @Nullable String activeDigest,
      String reason) {}
}
