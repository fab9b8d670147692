package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a recording has of a camera station.
 *
 * @param id the station as a channel of its asset
 * @param pictures kept
 * @param bytes of them
 * @param verdicts how many had which; {@value #NO_VERDICT} for those that were skipped
 * @param from when the first was taken
 * @param to when the last was
 */
public record StationCard(
    ChannelId id,
    long pictures,
    long bytes,
    Map<String, Long> verdicts,
    @Nullable Instant from,
    @Nullable Instant to) {
  public static final String NO_VERDICT = "-";

  public StationCard {
    verdicts = Map.copyOf(verdicts);
  }

  static StationCard empty(ChannelId id) {
    return new StationCard(id, 0, 0, Map.of(), null, null);
  }

  StationCard with(RecordedPicture picture) {
    RecordedPicture.About about = picture.about();
    Map<String, Long> counted = new TreeMap<>(verdicts);
    counted.merge(about.verdict() == null ? NO_VERDICT : about.verdict().name(), 1L, Long::sum);
    Instant time = about.time();
    return new StationCard(
        id,
        pictures + 1,
        bytes + picture.bytes().length,
        counted,
        from == null || time.isBefore(from) ? time : from,
        to == null || time.isAfter(to) ? time : to);
  }
}
