package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Criticality;
import org.jspecify.annotations.Nullable;

/**
 * @param name what people call it; the asset's own name when left out
 * @param assetClass whose channels and limits it inherits; none when left out
 * @param criticality MEDIUM when left out
 * @param gateway the one gateway that speaks for it
 */
public record AssetRow(
    AssetPath asset,
    @Nullable String name,
    @Nullable String assetClass,
    @Nullable Criticality criticality,
    String gateway) {
  public AssetRow {
    name = SheetText.blankToNull(name);
    assetClass = SheetText.blankToNull(assetClass);
  }
}
