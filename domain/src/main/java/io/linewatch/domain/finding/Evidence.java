package io.linewatch.domain.finding;

import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.vibration.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finding rests on.
 *
 * @param modelDigest digest of the model package that scored, or null for a hard limit
 * @param contributions which channels speak for the finding, greatest share first
 * @param diagnosis what a waveform told of a bearing, or null
 * @param life how long the machine is foretold to run on, or null
 * @param picture what a camera saw of a part, or null
 */
public record Evidence(
    @Nullable String modelDigest,
    List<Contribution> contributions,
    @Nullable Diagnosis diagnosis,
    @Nullable RemainingLife life,
    @Nullable PictureEvidence picture) {
  public static final Evidence NONE = new Evidence(null, List.of(), null, null, null);

  public Evidence {
    contributions = List.copyOf(contributions);
  }

  /** Of a model's score. */
  public Evidence(@Nullable String modelDigest, List<Contribution> contributions) {
    this(modelDigest, contributions, null, null, null);
  }

  /** Of a model that may foretell a life. */
  public Evidence(
      @Nullable String modelDigest,
      List<Contribution> contributions,
      @Nullable RemainingLife life) {
    this(modelDigest, contributions, null, life, null);
  }

  /** Of a waveform. */
  public static Evidence of(Diagnosis diagnosis) {
    return new Evidence(null, List.of(), diagnosis, null, null);
  }

  /** Of a part's picture. */
  public static Evidence of(@Nullable String modelDigest, PictureEvidence picture) {
    return new Evidence(modelDigest, List.of(), null, null, picture);
  }

  /**
   * @param channel name of the channel within the asset
   * @param share its part of the score, 0 to 1
   */
  public record Contribution(String channel, double share) {}
}
