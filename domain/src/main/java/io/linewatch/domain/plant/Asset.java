package io.linewatch.domain.plant;

import io.linewatch.domain.vibration.MachineData;
import org.jspecify.annotations.Nullable;

/**
 * A machine or station people can walk to.
 *
 * @param name what people call it, such as "Feed pump P-101"
 * @param assetClass the plant's own class, such as {@code pump}
 * @param gateway the one gateway that speaks for this asset
 * @param machine what is needed to read its vibration, or null
 */
public record Asset(
    AssetPath path,
    String name,
    String assetClass,
    Criticality criticality,
    String gateway,
    @Nullable MachineData machine) {

  /** An asset whose vibration nobody reads. */
  public Asset(
      AssetPath path, String name, String assetClass, Criticality criticality, String gateway) {
    this(path, name, assetClass, criticality, gateway, null);
  }
}
