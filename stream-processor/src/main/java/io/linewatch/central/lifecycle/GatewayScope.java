package io.linewatch.central.lifecycle;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one gateway may speak about: the assets its newest desired state gives it, and itself.
 *
 * @param self the gateway as an asset of its home line
 */
public record GatewayScope(String gateway, Set<AssetPath> assets, AssetPath self) {
  public GatewayScope {
    assets = Set.copyOf(assets);
  }

  /**
   * @throws IllegalArgumentException when the document's home is not a line path
   */
  public static GatewayScope of(DesiredState desired) {
    Set<AssetPath> assets =
        desired.assets().stream().map(Asset::path).collect(Collectors.toUnmodifiableSet());
    return new GatewayScope(
        desired.gateway(), assets, AssetPath.of(desired.home() + "/" + desired.gateway()));
  }

  /** Whether the gateway may speak of this asset, or is it. */
  public boolean covers(AssetPath asset) {
    return asset.equals(self) || assets.contains(asset);
  }

  /** Why the gateway may not state this; empty when it may. */
  public Optional<String> objection(Statement statement) {
    return switch (statement) {
      case ConditionFinding finding -> objection(finding);
      case GatewayFinding finding -> objection(finding);
      case GapFinding finding ->
          finding.asset().equals(self) ? Optional.empty() : objection(finding.asset());
      case ConditionSnapshot snapshot -> objection(snapshot);
    };
  }

  /** Why the gateway may not speak of this asset; empty when it may. */
  public Optional<String> objection(AssetPath asset) {
    return assets.contains(asset)
        ? Optional.empty()
        : Optional.of(
            "gateway '%s' speaks of asset '%s', which its desired state does not give it"
                .formatted(gateway, asset));
  }

  private Optional<String> objection(ConditionFinding finding) {
    return finding.gateway().equals(gateway)
        ? objection(finding.asset())
        : Optional.of(
            "gateway '%s' sends a finding of gateway '%s'".formatted(gateway, finding.gateway()));
  }

  private Optional<String> objection(GatewayFinding finding) {
    return finding.gateway().equals(gateway) && finding.asset().equals(self)
        ? Optional.empty()
        : Optional.of(
            "gateway '%s' may report its own condition as '%s', not as '%s'"
                .formatted(gateway, self, finding.asset()));
  }

  private Optional<String> objection(ConditionSnapshot snapshot) {
    for (ConditionFinding finding : snapshot.active()) {
      if (!finding.line().equals(snapshot.line())) {
        return Optional.of("a snapshot of one line names a condition of another");
      }
      Optional<String> objection = objection(finding);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return snapshot.activeGateway().stream()
        .map(this::objection)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
