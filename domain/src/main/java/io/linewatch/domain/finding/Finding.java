package io.linewatch.domain.finding;

import io.linewatch.domain.plant.AssetPath;

/** News about an asset, or about the gateway itself. Survives everything after it is made. */
public sealed interface Finding extends Statement
    permits ConditionFinding, GapFinding, GatewayFinding {
  FindingId id();

  /**
   * The asset it is about; a gateway's own findings name the gateway as an asset of its home line.
   */
  AssetPath asset();

  @Override
  default String gateway() {
    return id().gateway();
  }

  @Override
  default String line() {
    return asset().linePath();
  }
}
