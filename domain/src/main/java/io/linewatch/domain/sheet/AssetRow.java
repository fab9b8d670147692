package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.vibration.BearingCatalogue;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.Support;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param name what people call it; the asset's own name when left out
 * @param assetClass whose channels and limits it inherits; none when left out
 * @param criticality MEDIUM when left out
 * @param gateway the one gateway that speaks for it
 * @param speedRpm nominal speed; needed for bearing lines and severity zones
 * @param powerKw rated power; needed for severity zones
 * @param support how it stands; needed for severity zones
 * @param bearing designation in the catalogue, or N/d/D/angle, or FTF/BPFO/BPFI/BSF
 * @param loadLow least load at which its vibration is read
 * @param loadHigh greatest load at which its vibration is read
 * @param holdOff how long its vibration is not read after it started, stopped or changed its state
 * @param speedChannel name of its channel that tells the shaft's speed, in /min or Hz
 */
public record AssetRow(
    AssetPath asset,
    @Nullable String name,
    @Nullable String assetClass,
    @Nullable Criticality criticality,
    String gateway,
    @Nullable Double speedRpm,
    @Nullable Double powerKw,
    @Nullable Support support,
    @Nullable String bearing,
    @Nullable Double loadLow,
    @Nullable Double loadHigh,
    @Nullable Duration holdOff,
    @Nullable String speedChannel) {
  public AssetRow {
    name = SheetText.blankToNull(name);
    assetClass = SheetText.blankToNull(assetClass);
    bearing = SheetText.blankToNull(bearing);
    speedChannel = SheetText.blankToNull(speedChannel);
  }

  /** An asset whose vibration nobody reads. */
  public AssetRow(
      AssetPath asset,
      @Nullable String name,
      @Nullable String assetClass,
      @Nullable Criticality criticality,
      String gateway) {
    this(
        asset,
        name,
        assetClass,
        criticality,
        gateway,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * What is needed to read its vibration; null when the row says nothing of it.
   *
   * @throws IllegalArgumentException when it cannot be, or the bearing is not known
   */
  public @Nullable MachineData machine() {
    if (isPlain()) {
      return null;
    }
    return new MachineData(
        speedRpm,
        powerKw,
        support,
        bearing == null ? null : BearingCatalogue.shipped().orders(bearing),
        loadLow,
        loadHigh,
        holdOff,
        speedChannel);
  }

  private boolean isPlain() {
    return speedRpm == null
        && powerKw == null
        && support == null
        && bearing == null
        && loadLow == null
        && loadHigh == null
        && holdOff == null
        && speedChannel == null;
  }
}
