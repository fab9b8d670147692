package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.wire.Codec;
import io.linewatch.domain.wire.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data card of a recording: what is in it, what is missing, and by which digests it is known
 * again.
 *
 * @param agentVersion of the agent that wrote the newest segment
 * @param closed whether it was stopped; more may come while it was not
 * @param machineStates what was taken only in these; empty for always
 * @param readings by machine state, how many readings, waveform blocks and pictures; {@value
 *     #NO_STATE} for those of machines that told none
 * @param from event time of the first value; null while there is none
 * @param to event time of the last value
 * @param spans without a gap of the whole recording in them, in order of time
 * @param gaps in order of time; at most {@value #MAX_GAPS}
 * @param moreGaps how many were left off behind them
 * @param segments in order of their numbers; of those deleted the last {@value #MAX_DELETED}
 * @param digest SHA-256 of the lines {@code DIGEST FILE} of the segments that are there, as the
 *     tool sha256sum writes them, 64 hexadecimal digits
 * @param stations camera stations of which there are pictures; null when there are none, as in
 *     cards from before pictures were recorded
 */
public record RecordingCard(
    String recording,
    String gateway,
    String agentVersion,
    boolean closed,
    List<String> machineStates,
    List<ChannelCard> channels,
    Map<String, Long> readings,
    @Nullable Instant from,
    @Nullable Instant to,
    List<Span> spans,
    List<RecordingGap> gaps,
    long moreGaps,
    List<Segment> segments,
    String digest,
    @Nullable List<StationCard> stations) {
  public static final String FILE = "card.json";
  public static final String NO_STATE = "-";
  static final int MAX_GAPS = 5_000;
  static final int MAX_DELETED = 100;
  private static final int MAX_BYTES = 16_000_000;

  /** As it stands in {@value #FILE}. */
  public static final Codec<RecordingCard> CODEC =
      Documents.of("recording", RecordingCard.class, MAX_BYTES);

  public RecordingCard {
    machineStates = List.copyOf(machineStates);
    channels = List.copyOf(channels);
    readings = Map.copyOf(readings);
    spans = List.copyOf(spans);
    gaps = List.copyOf(gaps);
    segments = List.copyOf(segments);
    stations = stations == null || stations.isEmpty() ? null : List.copyOf(stations);
  }

  /** Camera stations of which there are pictures. */
  public List<StationCard> pictureStations() {
    return stations == null ? List.of() : stations;
  }

  /** Pictures of all stations. */
  public long pictures() {
    return pictureStations().stream().mapToLong(StationCard::pictures).sum();
  }

  /**
   * @param rows readings kept
   * @param blocks waveform blocks kept
   * @param samples in those blocks
   * @param from event time of the first value; null while there is none
   * @param to event time of the last value
   */
  public record ChannelCard(
      ChannelId id,
      String quantity,
      String unit,
      long rows,
      long blocks,
      long samples,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /** From the first to the last value of a stretch. */
  public record Span(Instant from, Instant to) {}

  /**
   * A file.
   *
   * @param bytes length of the file
   * @param sha256 64 hexadecimal digits
   * @param deleted whether it is gone to keep the quota
   */
  public record Segment(
      String file,
      long bytes,
      String sha256,
      long rows,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean deleted) {
    public Segment gone() {
      return new Segment(file, bytes, sha256, rows, from, to, true);
    }
  }

  /** The segments whose files are there. */
  public List<Segment> present() {
    return segments.stream().filter(segment -> !segment.deleted()).toList();
  }

  /** Bytes of the files that are there. */
  public long bytes() {
    return present().stream().mapToLong(Segment::bytes).sum();
  }
}
