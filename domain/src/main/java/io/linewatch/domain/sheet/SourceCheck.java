package io.linewatch.domain.sheet;

import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.signal.Preset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the sources of a sheet can map messages to channels. */
final class SourceCheck {
  private static final Set<String> PLACEHOLDERS =
      Set.of("{site}", "{area}", "{line}", "{asset}", "{channel}");
  private static final Pattern POINTER = Pattern.compile("(/([^~]|~0|~1)*)?");
  private static final int MAX_LEVELS = 32;
  private static final Pattern BRACES = Pattern.compile("[{}]");

  private final PlantSheet sheet;
  private final SheetProblems problems;

  SourceCheck(PlantSheet sheet, SheetProblems problems) {
    this.sheet = sheet;
    this.problems = problems;
  }

  void check(Set<String> gateways) {
    problems.duplicates("sources", sheet.sources(), SourceRow::id, "id");
    for (int i = 0; i < sheet.sources().size(); i++) {
      SourceRow row = sheet.sources().get(i);
      if (!PlantSheetCheck.NAME.matcher(row.id()).matches()) {
        problems.add("sources", i, "id", "'" + row.id() + "' " + PlantSheetCheck.NAME_RULE);
      }
      if (!gateways.contains(row.gateway()) && !problems.isIncomplete("gateways")) {
        problems.add(
            "sources",
            i,
            "gateway",
            "'" + row.gateway() + "' is not in gateways; " + Nearest.hint(row.gateway(), gateways));
      }
      Set<String> placeholders = checkTopic(i, row.topic());
      checkPlace(i, row, placeholders);
      if (row.preset() != null) {
        checkPreset(i, row, row.preset(), placeholders);
      } else if (row.waveform() != null) {
        checkWaveform(i, row, placeholders);
        checkPointers(i, row);
      } else {
        checkValues(i, row, placeholders);
        checkPointers(i, row);
      }
    }
  }

  private Set<String> checkTopic(int place, String topic) {
    Set<String> placeholders = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String level : topic.split("/", -1)) {
      if (PLACEHOLDERS.contains(level)) {
        if (!placeholders.add(level)) {
          wrong.add(level + " stands in the topic twice");
        }
      } else if (BRACES.matcher(level).find()) {
        wrong.add(
            "'"
                + level
                + "' is not a placeholder of a whole level; "
                + Nearest.hint(level, PLACEHOLDERS));
      } else if (level.contains("#") || (level.contains("+") && !level.equals("+"))) {
        wrong.add("'" + level + "': only a whole level may be '+', and '#' is not allowed");
      }
    }
    if (topic.isBlank() || topic.split("/", -1).length > MAX_LEVELS) {
      wrong.add("must be an MQTT topic of 1 to " + MAX_LEVELS + " levels");
    }
    wrong.forEach(message -> problems.add("sources", place, "topic", message));
    return placeholders;
  }

  /** Site, area, line and asset must come from the topic or from the row, not from both. */
  private void checkPlace(int place, SourceRow row, Set<String> placeholders) {
    checkName(place, "site", row.site(), placeholders, false);
    checkName(place, "area", row.area(), placeholders, true);
    checkName(place, "line", row.line(), placeholders, true);
    checkName(place, "asset", row.asset(), placeholders, true);
  }

  private void checkName(
      int place, String column, @Nullable String name, Set<String> placeholders, boolean required) {
    boolean inTopic = placeholders.contains("{" + column + "}");
    if (name == null) {
      if (required && !inTopic) {
        problems.add(
            "sources", place, column, "is missing: the topic has no {" + column + "} either");
      }
    } else if (inTopic) {
      problems.add("sources", place, column, "leave it out: the topic's {" + column + "} says it");
    } else if (!PlantSheetCheck.NAME.matcher(name).matches()) {
      problems.add("sources", place, column, "'" + name + "' " + PlantSheetCheck.NAME_RULE);
    }
  }

  private void checkValues(int place, SourceRow row, Set<String> placeholders) {
    Map<String, String> values = Objects.requireNonNullElse(row.values(), Map.of());
    boolean channelInTopic = placeholders.contains("{channel}");
    if ((row.value() == null) == values.isEmpty()) {
      problems.add("sources", place, "value", "needs either one value or a group of values");
    } else if (row.value() != null && !channelInTopic) {
      problems.add(
          "sources",
          place,
          "value",
          "one value needs {channel} in the topic; else name the channels under values");
    } else if (!values.isEmpty() && channelInTopic) {
      problems.add(
          "sources", place, "values", "names the channels, and so does {channel} in the topic");
    }
    checkKnown(place, values.keySet());
  }

  private void checkKnown(int place, Set<String> channels) {
    if (channels.isEmpty() || problems.isIncomplete("channels")) {
      return;
    }
    Set<String> known = new HashSet<>();
    sheet.channels().forEach(channel -> known.add(channel.channel()));
    for (String channel : channels) {
      if (!known.contains(channel)) {
        problems.add(
            "sources",
            place,
            "values",
            "'" + channel + "' is not a channel of this sheet; " + Nearest.hint(channel, known));
      }
    }
  }

  private void checkWaveform(int place, SourceRow row, Set<String> placeholders) {
    if (!placeholders.contains("{channel}")) {
      problems.add("sources", place, "waveform", "needs {channel} in the topic");
    }
    if (row.value() != null || row.values() != null) {
      problems.add(
          "sources",
          place,
          "waveform",
          "a message is one block of samples: leave out value, values");
    }
    if (row.time() != null || row.quality() != null || row.machineState() != null) {
      problems.add(
          "sources",
          place,
          "waveform",
          "start, rate and unit come with each block: leave out time, quality, machineState");
    }
  }

  /** A preset knows where values, times and qualities stand. */
  private void checkPreset(int place, SourceRow row, Preset preset, Set<String> placeholders) {
    if (row.waveform() != null) {
      problems.add("sources", place, "waveform", "a preset carries single values: leave one out");
    }
    if (row.value() != null) {
      problems.add("sources", place, "value", "leave it out: the preset knows where values stand");
    }
    checkKnown(place, Objects.requireNonNullElse(row.values(), Map.<String, String>of()).keySet());
    boolean sparkplug = preset == Preset.SPARKPLUG_B;
    if (sparkplug) {
      int levels = row.topic().split("/", -1).length;
      if (!row.topic().startsWith("spBv1.0/") || levels < 3 || levels > 4) {
        problems.add(
            "sources",
            place,
            "topic",
            "must be spBv1.0/group/node or spBv1.0/group/node/device, without NDATA or another verb");
      }
    }
    if (placeholders.contains("{channel}") && (sparkplug || row.values() != null)) {
      problems.add(
          "sources",
          place,
          "topic",
          "{channel} is named by the message; leave it out of the topic");
    }
    if (preset.leavesTimeOpen()) {
      checkPointer(place, "time", row.time());
      checkPointer(place, "quality", row.quality());
    } else if (row.time() != null || row.timeFormat() != null || row.quality() != null) {
      problems.add(
          "sources",
          place,
          "time",
          "leave out time, timeFormat and quality: the preset knows them");
    }
  }

  private void checkPointers(int place, SourceRow row) {
    checkPointer(place, "value", row.value());
    checkPointer(place, "time", row.time());
    checkPointer(place, "quality", row.quality());
    checkPointer(place, "machineState", row.machineState());
    Objects.requireNonNullElse(row.values(), Map.<String, String>of())
        .forEach((channel, pointer) -> checkPointer(place, "values", pointer));
    if (row.timeFormat() != null && row.time() == null) {
      problems.add("sources", place, "timeFormat", "has no meaning without time");
    }
  }

  private void checkPointer(int place, String column, @Nullable String pointer) {
    if (pointer == null) {
      return;
    }
    Matcher matcher = POINTER.matcher(pointer);
    if (!matcher.matches()) {
      problems.add(
          "sources",
          place,
          column,
          "'" + pointer + "' must be a JSON pointer such as /value or /data/0/temperature");
    }
  }
}
