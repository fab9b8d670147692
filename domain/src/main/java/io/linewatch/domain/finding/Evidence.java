package io.linewatch.domain.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finding rests on.
 *
 * @param modelDigest digest of the model package that scored, or null for a hard limit
 * @param contributions which channels speak for the finding, greatest share first
 */
public record Evidence(@Nullable String modelDigest, List<Contribution> contributions) {
  public static final Evidence NONE = new Evidence(null, List.of());

  public Evidence {
    contributions = List.copyOf(contributions);
  }

  /**
   * @param channel name of the channel within the asset
   * @param share its part of the score, 0 to 1
   */
  public record Contribution(String channel, double share) {}
}
