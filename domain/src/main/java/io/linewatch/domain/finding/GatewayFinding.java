package io.linewatch.domain.finding;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;

/**
 * A condition of the gateway itself.
 *
 * @param asset the gateway as an asset of its home line
 * @param active true when it begins, false when it is over
 * @param subject what it is about, such as a model's name; empty when the gateway as a whole
 * @param message what happened and what to do, in one or two plain sentences
 */
public record GatewayFinding(
    FindingId id,
    AssetPath asset,
    Kind kind,
    boolean active,
    Severity severity,
    String subject,
    String message,
    Instant time)
    implements Finding {

  /**
   * What identifies this condition among all others, as the {@code DetectorId} does for a
   * detector's: {@code site/area/line/gateway/gateway:KIND:subject}. The alert's source.
   */
  public String source() {
    return asset + "/gateway:" + kind + ":" + subject;
  }

  /** Kinds; the names are wire format. */
  public enum Kind {
    MODEL_REFUSED,
    DESIRED_STATE_REFUSED,
    OUTBOX_SET_ASIDE,
    CLOCK_UNTRUSTED,
    SOURCE_DISCONNECTED,
    DISK_NEARLY_FULL,
    CPU_OVERLOADED,
    MEMORY_NEARLY_FULL,
    OUTBOX_NEARLY_FULL
  }
}
