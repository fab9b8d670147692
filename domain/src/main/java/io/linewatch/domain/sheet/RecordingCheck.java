package io.linewatch.domain.sheet;

import io.linewatch.domain.config.FileName;
import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the recordings of a sheet can be made. */
final class RecordingCheck {
  private static final String TABLE = "recordings";

  private static final int MAX_CHANNELS = 10_000;
  private static final int MAX_STATIONS = 1_000;
  private static final int MAX_STATES = 32;
  private static final int MAX_STATE_LENGTH = 64;

  private final PlantSheet sheet;
  private final SheetProblems problems;

  RecordingCheck(PlantSheet sheet, SheetProblems problems) {
    this.sheet = sheet;
    this.problems = problems;
  }

  void check() {
    List<RecordingRow> rows = sheet.recordings();
    if (rows.isEmpty()) {
      return;
    }
    problems.duplicates(TABLE, rows, RecordingRow::recording, "recording");
    Set<ChannelId> known = known();
    for (int i = 0; i < rows.size(); i++) {
      RecordingRow row = rows.get(i);
      if (!FileName.isOne(row.recording())) {
        problems.add(TABLE, i, "recording", "'" + row.recording() + "' " + FileName.RULE);
      }
      Instant until = row.until();
      if (until != null && !until.isAfter(row.from())) {
        problems.add(TABLE, i, "until", "must be after from");
      }
      checkStates(i, row.states());
      checkChannels(i, row, known);
      checkStations(i, row);
    }
  }

  private void checkStates(int place, List<String> states) {
    boolean right =
        states.size() <= MAX_STATES
            && states.stream().allMatch(s -> !s.isBlank() && s.length() <= MAX_STATE_LENGTH);
    if (!right) {
      problems.add(
          TABLE,
          place,
          "machineStates",
          "must be at most " + MAX_STATES + " states of 1 to " + MAX_STATE_LENGTH + " characters");
    }
  }

  private void checkChannels(int place, RecordingRow row, Set<ChannelId> known) {
    if (problems.isIncomplete("channels") || problems.isIncomplete("assets")) {
      return;
    }
    List<ChannelId> channels = row.recordedChannels();
    if (channels.isEmpty() && row.recordedStations().isEmpty()) {
      problems.add(TABLE, place, "channels", "must name a channel, or stations a camera station");
    }
    if (channels.size() > MAX_CHANNELS) {
      problems.add(TABLE, place, "channels", "must name at most " + MAX_CHANNELS + " channels");
    }
    for (ChannelId channel : channels) {
      if (!known.contains(channel)) {
        List<String> names = known.stream().map(ChannelId::toString).toList();
        problems.add(
            TABLE,
            place,
            "channels",
            "'" + channel + "' is not in channels; " + Nearest.hint(channel.toString(), names));
      }
    }
  }

  /** Stations stand in each gateway's edge.yaml; here it is known whose asset they watch. */
  private void checkStations(int place, RecordingRow row) {
    if (problems.isIncomplete("assets")) {
      return;
    }
    if (row.recordedStations().size() > MAX_STATIONS) {
      problems.add(TABLE, place, "stations", "must name at most " + MAX_STATIONS + " stations");
    }
    List<String> assets = sheet.assets().stream().map(known -> known.asset().toString()).toList();
    for (ChannelId station : row.recordedStations()) {
      String asset = station.asset().toString();
      if (!assets.contains(asset)) {
        problems.add(
            TABLE,
            place,
            "stations",
            "'"
                + asset
                + "' of station '"
                + station.channel()
                + "' is not in assets; "
                + Nearest.hint(asset, assets));
      }
    }
  }

  private Set<ChannelId> known() {
    Set<ChannelId> known = new TreeSet<>();
    for (AssetRow asset : sheet.assets()) {
      Inheritance.channels(sheet, asset)
          .keySet()
          .forEach(name -> known.add(new ChannelId(asset.asset(), name)));
    }
    return known;
  }
}
