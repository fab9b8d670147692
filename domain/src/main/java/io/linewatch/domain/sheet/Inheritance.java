package io.linewatch.domain.sheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What an asset has, its own rows before those of its class. */
public final class Inheritance {
  private Inheritance() {}

  /** The asset's channels by name: those of its class first, each replaced by the asset's own. */
  public static SequencedMap<String, ChannelRow> channels(PlantSheet sheet, AssetRow asset) {
    SequencedMap<String, ChannelRow> channels = new LinkedHashMap<>();
    for (ChannelRow row : sheet.channels()) {
      if (isOfClass(asset, row.assetClass())) {
        channels.put(row.channel(), row);
      }
    }
    for (ChannelRow row : sheet.channels()) {
      if (asset.asset().equals(row.asset())) {
        channels.put(row.channel(), row);
      }
    }
    return channels;
  }

  /** The asset's limits by detector: its own rows, or where it has none those of its class. */
  public static SequencedMap<String, List<LimitRow>> limits(PlantSheet sheet, AssetRow asset) {
    SequencedMap<String, List<LimitRow>> inherited = new LinkedHashMap<>();
    SequencedMap<String, List<LimitRow>> own = new LinkedHashMap<>();
    for (LimitRow row : sheet.limits()) {
      if (asset.asset().equals(row.asset())) {
        own.computeIfAbsent(row.detector(), name -> new ArrayList<>()).add(row);
      } else if (isOfClass(asset, row.assetClass())) {
        inherited.computeIfAbsent(row.detector(), name -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<String, List<LimitRow>> entry : own.entrySet()) {
      inherited.put(entry.getKey(), entry.getValue());
    }
    return inherited;
  }

  private static boolean isOfClass(AssetRow asset, @Nullable String assetClass) {
    return assetClass != null && assetClass.equals(asset.assetClass());
  }
}
