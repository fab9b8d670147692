package io.linewatch.domain.plant;

/**
 * A machine or station people can walk to.
 *
 * @param name what people call it, such as "Feed pump P-101"
 * @param assetClass the plant's own class, such as {@code pump}
 * @param gateway the one gateway that speaks for this asset
 */
public record Asset(
    AssetPath path, String name, String assetClass, Criticality criticality, String gateway) {}
