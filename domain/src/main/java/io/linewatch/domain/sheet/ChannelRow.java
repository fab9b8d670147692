package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A channel of one asset, or of every asset of a class. A row of the asset replaces the row of its
 * class for the same channel as a whole.
 *
 * @param quantity such as "vibration velocity RMS"
 * @param unit UCUM code
 * @param rangeLow least physically possible value, or null when unknown
 * @param rangeHigh greatest physically possible value, or null when unknown
 * @param keep FULL when left out
 * @param novelty how often a false alarm is bearable of the detector that learns as it judges, such
 *     as {@code 7d}; there is none when left out
 */
public record ChannelRow(
    @Nullable AssetPath asset,
    @Nullable String assetClass,
    String channel,
    String quantity,
    String unit,
    @Nullable Double rangeLow,
    @Nullable Double rangeHigh,
    Channel.@Nullable Keep keep,
    @Nullable Duration novelty) {
  public ChannelRow {
    assetClass = SheetText.blankToNull(assetClass);
  }
}
