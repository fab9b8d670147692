package io.linewatch.domain.sheet;

import io.linewatch.domain.vibration.BearingCatalogue;
import io.linewatch.domain.vibration.ShaftSpeed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks what the sheet says of machines that vibrate. */
final class MachineCheck {
  private final PlantSheet sheet;
  private final SheetProblems problems;

  MachineCheck(PlantSheet sheet, SheetProblems problems) {
    this.sheet = sheet;
    this.problems = problems;
  }

  void check(int place, AssetRow row) {
    checkAboveZero(place, "speedRpm", row.speedRpm());
    checkAboveZero(place, "powerKw", row.powerKw());
    Double loadLow = row.loadLow();
    Double loadHigh = row.loadHigh();
    if (loadLow != null && loadHigh != null && loadLow > loadHigh) {
      problems.add("assets", place, "loadLow", "must not be above loadHigh");
    }
    Duration holdOff = row.holdOff();
    if (holdOff != null && holdOff.isNegative()) {
      problems.add("assets", place, "holdOff", "must not be negative");
    }
    checkSpeedChannel(place, row);
    String bearing = row.bearing();
    if (bearing != null) {
      try {
        var _ = BearingCatalogue.shipped().orders(bearing);
      } catch (IllegalArgumentException unknown) {
        problems.add("assets", place, "bearing", String.valueOf(unknown.getMessage()));
      }
      if (row.speedRpm() == null) {
        problems.add("assets", place, "speedRpm", "is needed to find the bearing's lines");
      }
    }
  }

  private void checkSpeedChannel(int place, AssetRow row) {
    String wanted = row.speedChannel();
    if (wanted == null) {
      return;
    }
    if (row.speedRpm() == null) {
      problems.add(
          "assets",
          place,
          "speedRpm",
          "is needed beside speedChannel: it stands in when that is silent");
    }
    ChannelRow found =
        sheet.channels().stream()
            .filter(channel -> channel.channel().equals(wanted) && isOf(channel, row))
            .findFirst()
            .orElse(null);
    if (found == null && !problems.isIncomplete("channels")) {
      problems.add("assets", place, "speedChannel", "'" + wanted + "' is no channel of this asset");
    } else if (found != null && !ShaftSpeed.UNITS.contains(found.unit())) {
      problems.add(
          "assets",
          place,
          "speedChannel",
          "'"
              + wanted
              + "' is in '"
              + found.unit()
              + "'; a speed is in one of "
              + ShaftSpeed.UNITS);
    }
  }

  private static boolean isOf(ChannelRow channel, AssetRow row) {
    return channel.asset() != null
        ? channel.asset().equals(row.asset())
        : channel.assetClass() != null && channel.assetClass().equals(row.assetClass());
  }

  private void checkAboveZero(int place, String column, @Nullable Double value) {
    if (value != null && !(value > 0)) {
      problems.add("assets", place, column, "must be above 0, not " + value);
    }
  }
}
