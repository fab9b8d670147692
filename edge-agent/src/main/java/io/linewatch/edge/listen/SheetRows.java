package io.linewatch.edge.listen;

import io.linewatch.domain.config.Problem;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.ChannelRow;
import io.linewatch.domain.sheet.GatewayRow;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCheck;
import io.linewatch.domain.sheet.SourceRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows of the plant sheet for chosen topics, in the sheet's own columns: sources, and the assets
 * and channels they lead to. A beginning for people, who know what a value means; but one that the
 * sheet's check accepts. One use, one thread.
 */
public final class SheetRows {
  private static final int MAX_NAME = 64;

  /** Channels get it where their names tell none; people correct it. */
  private static final String NO_UNIT = "1";

  /**
   * Where the topics belong.
   *
   * @param home {@code site/area/line} of the gateway; its site is the sheet's
   * @param area used where the pattern has no {@code {area}}
   * @param line used where the pattern has no {@code {line}}
   * @param asset used where the pattern has no {@code {asset}}; when empty the topic's last level
   *     but one, or its last where the message names its values
   * @param pattern read by one source together, such as {@code plant/{line}/{asset}}; when empty
   *     each topic gets a source of its own
   */
  public record Place(
      String gateway, String home, String area, String line, String asset, String pattern) {
    String site() {
      return home.split("/", -1)[0];
    }
  }

  /**
   * @param sheet holds together alone: with gateway and assets
   * @param skipped topics that no row can read, and why
   * @param problems why the check would refuse the sheet; then it must not be given away
   */
  public record Made(PlantSheet sheet, List<String> skipped, List<String> problems) {

    /** Without what the gateway has already: rows to add to the sheet that it runs on. */
    public PlantSheet without(Set<AssetPath> assets, Set<Channel> channels, Set<String> sources) {
      return new PlantSheet(
          sheet.site(),
          List.of(),
          List.of(),
          sheet.assets().stream().filter(row -> !assets.contains(row.asset())).toList(),
          sheet.channels().stream().filter(row -> !isOf(row, channels)).toList(),
          List.of(),
          List.of(),
          sheet.sources().stream().filter(row -> !sources.contains(row.id())).toList());
    }

    private static boolean isOf(ChannelRow row, Set<Channel> channels) {
      return channels.stream()
          .anyMatch(known ->
              known.id().asset().equals(row.asset()) && known.id().channel().equals(row.channel()));
    }
  }

  private final Place place;
  private final Set<String> sourceIds;
  private final Map<AssetPath, AssetRow> assets = new LinkedHashMap<>();
  private final Map<String, ChannelRow> channels = new LinkedHashMap<>();
  private final List<SourceRow> sources = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private SheetRows(Place place, Set<String> takenIds) {
    this.place = place;
    this.sourceIds = new TreeSet<>(takenIds);
  }

  /**
   * @param takenIds of sources that are there already
   */
  public static Made of(List<TopicLog.Heard> chosen, Place place, Set<String> takenIds) {
    SheetRows rows = new SheetRows(place, takenIds);
    try {
      if (place.pattern().isEmpty()) {
        chosen.forEach(rows::single);
      } else {
        PatternRow.of(chosen, place, rows);
      }
    } catch (IllegalArgumentException unusable) {
      return new Made(
          PlantSheet.empty(place.site()),
          rows.skipped,
          List.of(String.valueOf(unusable.getMessage())));
    }
    return rows.made();
  }

  private Made made() {
    PlantSheet sheet =
        new PlantSheet(
            place.site(),
            List.of(new GatewayRow(place.gateway(), place.home())),
            List.of(),
            List.copyOf(assets.values()),
            List.copyOf(channels.values()),
            List.of(),
            List.of(),
            sources);
    List<String> problems = new ArrayList<>();
    if (sources.isEmpty()) {
      problems.add("None of the chosen topics can be read by a row.");
    }
    PlantSheetCheck.problems(sheet).stream().map(Problem::toString).forEach(problems::add);
    return new Made(sheet, List.copyOf(skipped), List.copyOf(problems));
  }

  /** A source that reads one topic. */
  private void single(TopicLog.Heard one) {
    RowForm form = RowForm.of(one);
    if (form == null) {
      skip(one);
      return;
    }
    String name = place.asset().isEmpty() ? named(form.assetLevel()) : place.asset();
    AssetPath asset = asset(place.area(), place.line(), name);
    Map<String, String> values = new LinkedHashMap<>();
    form.values().forEach((value, where) -> values.put(channel(asset, value), where));
    add(
        new SourceRow(
            id(form.topic()),
            place.gateway(),
            form.topic(),
            null,
            place.area(),
            place.line(),
            name,
            null,
            values,
            form.time(),
            null,
            null,
            null,
            null,
            form.preset()));
  }

  void skip(TopicLog.Heard one) {
    skipped.add(one.topic() + ": " + one.format().words());
  }

  void add(SourceRow row) {
    sources.add(row);
  }

  /**
   * The asset, with a row when it is new.
   *
   * @throws IllegalArgumentException when its names are none
   */
  AssetPath asset(String area, String line, String name) {
    AssetPath path = new AssetPath(place.site(), area, line, name);
    assets.computeIfAbsent(path, _ -> new AssetRow(path, null, null, null, place.gateway()));
    return path;
  }

  /** The channel's name for a value, with a row; of two values that want one name both get one. */
  String channel(AssetPath asset, String value) {
    String name = named(value);
    int number = 2;
    while (channels.containsKey(asset + "/" + name)) {
      name = cut(named(value), MAX_NAME - 4) + "_" + number++;
    }
    return channelNamed(asset, name, value);
  }

  /** The channel of exactly this name, with a row when it is new. */
  String channelNamed(AssetPath asset, String name, String value) {
    String unit = UnitGuess.of(value);
    channels.putIfAbsent(
        asset + "/" + name,
        new ChannelRow(
            asset,
            null,
            name,
            name,
            unit == null ? NO_UNIT : unit,
            null,
            null,
            Channel.Keep.FULL,
            null));
    return name;
  }

  /** An id for a source of this topic that no other has. */
  String id(String topic) {
    String wanted = cut(named(topic.replaceAll("[{}]", "")), MAX_NAME - 5);
    String id = wanted;
    for (int number = 2; !sourceIds.add(id); number++) {
      id = wanted + "-" + number;
    }
    return id;
  }

  /** What comes nearest to a text that is a name; {@code x} where nothing does. */
  static String named(String text) {
    String name =
        text.replaceAll("[^\\p{L}\\p{N}_.\\-]", "-").replaceAll("^[_.\\-]+|[_.\\-]+$", "");
    return name.isEmpty() ? "x" : cut(name, MAX_NAME);
  }

  private static String cut(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most);
  }
}
