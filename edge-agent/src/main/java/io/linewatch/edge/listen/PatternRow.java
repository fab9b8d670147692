package io.linewatch.edge.listen;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.edge.signal.TopicPattern;
import io.linewatch.edge.signal.TopicPattern.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One source row that reads many topics by a pattern people give. */
final class PatternRow {
  private final SheetRows.Place place;
  private final SheetRows rows;
  private final TopicPattern pattern;
  private final boolean channelInTopic;
  private final Map<String, String> values = new TreeMap<>();
  private @Nullable RowForm form;

  private PatternRow(SheetRows.Place place, SheetRows rows) {
    this.place = place;
    this.rows = rows;
    this.pattern = TopicPattern.of(place.pattern());
    this.channelInTopic = pattern.parts().contains(Part.CHANNEL);
  }

  /**
   * Adds the row with its assets and channels.
   *
   * @throws IllegalArgumentException when the pattern cannot be used, or a name in a topic is none
   */
  static void of(List<TopicLog.Heard> chosen, SheetRows.Place place, SheetRows rows) {
    PatternRow row = new PatternRow(place, rows);
    chosen.forEach(row::take);
    row.add();
  }

  private void take(TopicLog.Heard one) {
    RowForm read = RowForm.of(one);
    Map<Part, String> names = read == null ? null : pattern.match(read.topic());
    if (read == null
        || names == null
        || !place.site().equals(names.getOrDefault(Part.SITE, place.site()))
        || !goesWith(read)) {
      rows.skip(one);
      return;
    }
    form = form == null ? read : form;
    AssetPath asset =
        rows.asset(
            names.getOrDefault(Part.AREA, place.area()),
            names.getOrDefault(Part.LINE, place.line()),
            names.getOrDefault(Part.ASSET, place.asset()));
    if (channelInTopic) {
      String channel = Objects.requireNonNull(names.get(Part.CHANNEL));
      rows.channelNamed(asset, channel, channel);
    } else {
      read.values()
          .forEach((value, where) -> {
            String channel = SheetRows.named(value);
            values.put(channel, where);
            rows.channelNamed(asset, channel, value);
          });
    }
  }

  /** All that one row reads is in one form; what a topic's channel names is one value. */
  private boolean goesWith(RowForm read) {
    if (channelInTopic && !read.single()) {
      return false;
    }
    return form == null
        || (form.preset() == read.preset() && Objects.equals(form.time(), read.time()));
  }

  private void add() {
    RowForm read = form;
    if (read == null) {
      return;
    }
    rows.add(
        new SourceRow(
            rows.id(place.pattern()),
            place.gateway(),
            place.pattern(),
            null,
            unlessIn(Part.AREA, place.area()),
            unlessIn(Part.LINE, place.line()),
            unlessIn(Part.ASSET, place.asset()),
            null,
            channelInTopic ? null : values,
            read.time(),
            null,
            null,
            null,
            null,
            read.preset()));
  }

  private @Nullable String unlessIn(Part part, String name) {
    return pattern.parts().contains(part) ? null : name;
  }
}
