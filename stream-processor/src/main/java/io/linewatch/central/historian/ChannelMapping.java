package io.linewatch.central.historian;

import io.linewatch.central.historian.MappingFile.Row;
import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.Inheritance;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.domain.sheet.Ucum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tags to channels of the plant sheet: by the mapping file, else by the names that a channel has in
 * the sheet. Each channel takes one tag, the first. One thread.
 */
final class ChannelMapping {
  private static final int MAX_TAGS = 100_000;
  private static final int MAX_NAMED = 8;
  private static final int MAX_HINTS = 200;

  private final Map<ChannelId, String> units = new TreeMap<>();
  private final Map<String, TreeSet<ChannelId>> byName = new HashMap<>();
  private final MappingFile file;
  private final @Nullable AssetPath asset;
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<ChannelId, String> taken = new HashMap<>();
  private final List<ImportTarget> targets = new ArrayList<>();
  private int hints;
  private long unmapped;

  /** Where a tag goes, or why nowhere. */
  sealed interface Answer {
    record Mapped(ImportTarget target) implements Answer {}

    record Unmapped(String why) implements Answer {}
  }

  /**
   * @throws RefusedExport when the mapping file or the asset does not fit the sheet, with every
   *     problem
   */
  ChannelMapping(PlantSheet sheet, MappingFile file, @Nullable AssetPath asset)
      throws RefusedExport {
    this.file = file;
    this.asset = asset;
    for (AssetRow row : sheet.assets()) {
      Inheritance.channels(sheet, row)
          .forEach((name, channel) -> {
            ChannelId id = new ChannelId(row.asset(), name);
            units.put(id, channel.unit());
            nameOfSheet(id);
          });
    }
    sheet.sources().forEach(this::namesOfSource);
    List<String> problems = new ArrayList<>();
    if (asset != null && units.keySet().stream().noneMatch(id -> id.asset().equals(asset))) {
      problems.add(
          "--asset %s has no channel in the plant sheet; %s"
              .formatted(
                  asset,
                  Nearest.hint(
                      asset.toString(),
                      sheet.assets().stream().map(row -> row.asset().toString()).toList())));
    }
    file.rows().forEach((tag, row) -> check(tag, row, problems));
    if (!problems.isEmpty()) {
      throw new RefusedExport(problems.stream().sorted().toList());
    }
  }

  private void nameOfSheet(ChannelId id) {
    String channel = id.channel();
    name(channel, id);
    name(id.toString(), id);
    for (String between : List.of("/", ".", "_", " ", ":", "-")) {
      name(id.asset().asset() + between + channel, id);
    }
    name(id.asset().line() + "/" + id.asset().asset() + "/" + channel, id);
  }

  /** What a source calls the values of one asset: {@code /flow} or {@code Pump/Flow}. */
  private void namesOfSource(SourceRow source) {
    Map<String, String> values = source.values();
    if (values == null || source.asset() == null) {
      return;
    }
    values.forEach((channel, pointer) ->
        units.keySet().stream()
            .filter(id -> id.channel().equals(channel) && isOf(source, id.asset()))
            .forEach(id -> {
              name(pointer, id);
              name(pointer.startsWith("/") ? pointer.substring(1) : pointer, id);
            }));
  }

  private static boolean isOf(SourceRow source, AssetPath asset) {
    return asset.asset().equals(source.asset())
        && (source.line() == null || asset.line().equals(source.line()))
        && (source.area() == null || asset.area().equals(source.area()));
  }

  private void name(String name, ChannelId id) {
    byName.computeIfAbsent(plain(name), _ -> new TreeSet<>()).add(id);
  }

  private void check(String tag, Row row, List<String> problems) {
    String unit = units.get(row.channel());
    if (unit == null) {
      problems.add(
          "--map: tag '%s': the plant sheet has no channel %s; %s"
              .formatted(
                  tag,
                  row.channel(),
                  Nearest.hint(
                      row.channel().toString(),
                      units.keySet().stream().map(ChannelId::toString).toList())));
    } else if (!row.unit().isEmpty() && !Ucum.code(row.unit()).equals(unit) && !row.hasScale()) {
      problems.add(
          ("--map: tag '%s' is in '%s', the plant sheet has %s in '%s': add a scale, and an offset"
                  + " where needed, or correct the unit")
              .formatted(tag, row.unit(), row.channel(), unit));
    }
  }

  /** Channels that have a tag by now, by their index. */
  List<ImportTarget> targets() {
    return List.copyOf(targets);
  }

  /** The tag that a channel takes. */
  String tagOf(ImportTarget target) {
    return taken.getOrDefault(target.channel(), "");
  }

  /** How many tags are no channel. */
  long unmapped() {
    return unmapped;
  }

  /** What the answers rest on, so that another mapping is told from this one. */
  String basis() {
    return units + "|" + new TreeMap<>(byName) + "|" + new TreeMap<>(file.rows()) + "|" + asset;
  }

  /**
   * @param tag as written
   * @param header the tag without a unit in brackets; the tag itself where there is none
   * @param unit found in brackets; empty where there is none
   */
  Answer of(String tag, String header, String unit) {
    Answer known = answers.get(tag);
    if (known != null) {
      return known;
    }
    Answer found = find(tag, header, unit);
    if (found instanceof Answer.Mapped mapped) {
      targets.add(mapped.target());
      taken.put(mapped.target().channel(), tag);
    } else {
      unmapped++;
    }
    if (found instanceof Answer.Mapped || answers.size() < MAX_TAGS) {
      answers.put(tag, found);
    }
    return found;
  }

  private Answer find(String tag, String header, String unit) {
    Row row = file.rows().get(plain(tag));
    if (row != null) {
      return target(row.channel(), row.scale(), row.offset());
    }
    TreeSet<ChannelId> fitting = new TreeSet<>();
    for (String name : List.of(tag, header)) {
      fitting.addAll(byName.getOrDefault(plain(name), new TreeSet<>()));
    }
    if (asset != null) {
      fitting.removeIf(id -> !id.asset().equals(asset));
    }
    if (fitting.isEmpty()) {
      // Looking for a near name takes its time; nobody reads more.
      return new Answer.Unmapped(
          "no channel of this name"
              + (hints++ < MAX_HINTS ? "; " + Nearest.hint(header, near()) : ""));
    }
    if (fitting.size() > 1) {
      return new Answer.Unmapped(
          "the name of %d channels (%s%s): say which with --map or --asset"
              .formatted(
                  fitting.size(),
                  String.join(
                      ", ", fitting.stream().limit(MAX_NAMED).map(ChannelId::toString).toList()),
                  fitting.size() > MAX_NAMED ? ", …" : ""));
    }
    ChannelId id = fitting.getFirst();
    String sheetUnit = units.getOrDefault(id, "");
    if (!unit.isEmpty() && !Ucum.code(unit).equals(sheetUnit)) {
      return new Answer.Unmapped(
          ("it is in '%s', the plant sheet has %s in '%s': say in --map which unit it is in, with a"
                  + " scale where it is another one")
              .formatted(unit, id, sheetUnit));
    }
    return target(id, 1, 0);
  }

  private Answer target(ChannelId id, double scale, double offset) {
    String before = taken.get(id);
    if (before != null) {
      return new Answer.Unmapped("%s takes '%s' already".formatted(id, before));
    }
    return new Answer.Mapped(
        new ImportTarget(targets.size(), id, units.getOrDefault(id, "1"), scale, offset));
  }

  /** Names worth proposing: bare ones where they are enough. */
  private List<String> near() {
    AssetPath only = asset;
    return units.keySet().stream()
        .filter(id -> only == null || id.asset().equals(only))
        .map(id ->
            only != null || byName.getOrDefault(plain(id.channel()), new TreeSet<>()).size() == 1
                ? id.channel()
                : id.asset().asset() + "/" + id.channel())
        .toList();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
