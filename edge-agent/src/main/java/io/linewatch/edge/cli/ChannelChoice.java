package io.linewatch.edge.cli;

import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.plant.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Channels as people name them: {@code site/area/line/asset/channel}, the end of it, such as {@code
 * pump/temp}, or {@code pump/*} for all of an asset.
 */
final class ChannelChoice {
  private static final int MAX_SHOWN = 5;

  private ChannelChoice() {}

  /**
   * @throws IllegalArgumentException when a name fits no channel, or channels of several assets
   */
  static List<ChannelId> of(List<String> names, List<ChannelId> known) {
    Set<ChannelId> chosen = new TreeSet<>();
    for (String name : names) {
      List<ChannelId> fitting = known.stream().filter(id -> fits(id, name)).toList();
      Set<Object> assets = fitting.stream().map(ChannelId::asset).collect(Collectors.toSet());
      if (fitting.isEmpty()) {
        List<String> all = known.stream().map(ChannelId::toString).toList();
        throw new IllegalArgumentException(
            "no channel of this gateway ends in '" + name + "'; " + Nearest.hint(name, all));
      }
      if (assets.size() > 1) {
        throw new IllegalArgumentException(
            "'" + name + "' fits several: " + shown(fitting) + "; write more of it");
      }
      chosen.addAll(fitting);
    }
    return new ArrayList<>(chosen);
  }

  private static boolean fits(ChannelId id, String name) {
    String full = "/" + (name.endsWith("/*") ? id.asset() + "/*" : id.toString());
    return full.endsWith("/" + name);
  }

  private static String shown(List<ChannelId> ids) {
    return ids.stream().limit(MAX_SHOWN).map(ChannelId::toString).collect(Collectors.joining(", "));
  }
}
