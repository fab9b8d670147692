package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordingGap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whose pictures a recording takes, and what is said of those it cannot take. Pure. */
final class WantedPictures {
  private final Set<ChannelId> stations;
  private final String problem;

  /**
   * @param cameras the gateway's camera stations; others of the request are left out
   */
  WantedPictures(RecordingRequest request, Set<ChannelId> cameras) {
    this.stations =
        request.wantedStations().stream().filter(cameras::contains).collect(Collectors.toSet());
    this.problem =
        request.wantedStations().stream()
            .filter(station -> !cameras.contains(station))
            .findFirst()
            .map(station -> missing(station, cameras))
            .orElse("");
  }

  private static String missing(ChannelId station, Set<ChannelId> cameras) {
    return "edge.yaml has no camera station "
        + station
        + "; "
        + (cameras.isEmpty() ? "it has none" : "it has " + new TreeSet<>(cameras).getFirst())
        + (cameras.size() > 1 ? " and " + (cameras.size() - 1) + " more" : "");
  }

  Set<ChannelId> stations() {
    return stations;
  }

  /** What of the request cannot be followed, and why; empty when all can. */
  String problem() {
    return problem;
  }

  /** The subject is the station's, so that readings of its asset are not doubted. */
  static RecordingGap shed(ChannelId station, RecorderQueue.Shed shed) {
    return new RecordingGap(
        RecordingGap.Reason.SHED,
        station.toString(),
        shed.from(),
        shed.to(),
        shed.count(),
        "more pictures came than the recorder could take");
  }

  /** A picture that masks could not be drawn on. */
  static RecordingGap leftOut(HeardPicture heard) {
    return new RecordingGap(
        RecordingGap.Reason.SHED,
        heard.station().toString(),
        heard.time(),
        heard.time(),
        1,
        "the picture of part "
            + heard.part()
            + " could not be decoded, so that the station's masks could not be drawn, or is empty"
            + " or too large");
  }
}
