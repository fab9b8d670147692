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
 * @param recordings that run or have ended, as far as they fit; null when there are none
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
    Map<String, Long> counts,
    @Nullable List<RecordingStatus> recordings) {
  public GatewayStatus {
    problems = List.copyOf(problems);
    models = List.copyOf(models);
    counts = Map.copyOf(counts);
    recordings = recordings == null || recordings.isEmpty() ? null : List.copyOf(recordings);
  }

  /** Of a gateway that records nothing. */
  public GatewayStatus(
      String gateway,
      String epoch,
      Instant time,
      String agentVersion,
      long appliedRevision,
      long refusedRevision,
      List<String> problems,
      List<ModelStatus> models,
      Map<String, Long> counts) {
    this(
        gateway,
        epoch,
        time,
        agentVersion,
        appliedRevision,
        refusedRevision,
        problems,
        models,
        counts,
        null);
  }

  /**
   * How a recording stands at the gateway.
   *
   * @param state such as RECORDING, WAITS_FOR_STATE, REFUSED, ENDED, or EXPORT_WAITS
   * @param rows readings and waveform blocks taken since the agent started; of an ended one, all
   * @param bytes of its files
   * @param lost what the disk refused since the agent started
   * @param problem what is wrong and what to do; empty when nothing is
   */
  public record RecordingStatus(
      String name, String state, long rows, long bytes, long lost, String problem) {}

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
