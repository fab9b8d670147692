package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordingCard.ChannelCard;
import io.linewatch.domain.recording.RecordingCard.Segment;
import io.linewatch.domain.series.SeriesBlock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the card from the frames of the segments, the same while they are written and when they are
 * read again after a kill. Segment by segment: {@link #begin}, its frames, {@link #end}. Not
 * thread-safe.
 */
public final class CardBuilder {
  private final String recording;
  private String gateway;
  private String agentVersion = "";
  private List<String> machineStates = List.of();
  private final Map<ChannelId, ChannelCard> channels = new TreeMap<>();
  private final Map<ChannelId, StationCard> stations = new TreeMap<>();
  private final Map<String, Long> readings = new TreeMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private final GapLedger gaps = new GapLedger();
  private @Nullable Instant from;
  private @Nullable Instant to;
  private long rows;

  // Of the segment that is being taken.
  private long segmentRows;
  private @Nullable Instant segmentFrom;
  private @Nullable Instant segmentTo;

  public CardBuilder(String recording, String gateway) {
    this.recording = recording;
    this.gateway = gateway;
  }

  /** Goes on where a card stops. */
  public static CardBuilder resuming(RecordingCard card) {
    CardBuilder builder = new CardBuilder(card.recording(), card.gateway());
    builder.agentVersion = card.agentVersion();
    builder.machineStates = card.machineStates();
    card.channels().forEach(channel -> builder.channels.put(channel.id(), channel));
    card.pictureStations().forEach(station -> builder.stations.put(station.id(), station));
    builder.readings.putAll(card.readings());
    builder.segments.addAll(card.segments());
    builder.gaps.resume(card.gaps(), card.moreGaps());
    builder.from = card.from();
    builder.to = card.to();
    builder.rows = card.readings().values().stream().mapToLong(Long::longValue).sum();
    return builder;
  }

  /** Event time of the last value so far; null while there is none. */
  public @Nullable Instant to() {
    return to;
  }

  /** A segment begins. */
  public void begin(SegmentStart start) {
    gateway = start.gateway();
    agentVersion = start.agentVersion();
    machineStates = start.machineStates();
    for (RecordedChannel channel : start.channels()) {
      ChannelCard known = channels.get(channel.id());
      channels.put(
          channel.id(),
          known == null
              ? new ChannelCard(
                  channel.id(), channel.quantity(), channel.unit(), 0, 0, 0, null, null)
              : new ChannelCard(
                  known.id(),
                  channel.quantity(),
                  channel.unit(),
                  known.rows(),
                  known.blocks(),
                  known.samples(),
                  known.from(),
                  known.to()));
    }
    segmentRows = 0;
    segmentFrom = null;
    segmentTo = null;
  }

  /** A frame of the segment that was begun. */
  public void add(SegmentFrame frame) {
    switch (frame) {
      case SegmentFrame.Start(SegmentStart start) -> begin(start);
      case SegmentFrame.Series(SeriesBlock block) -> add(block);
      case SegmentFrame.Waveform(RecordedWaveform waveform) -> add(waveform);
      case SegmentFrame.Picture(RecordedPicture picture) -> add(picture);
      case SegmentFrame.Gap(SegmentFrame.Gaps several) -> several.gaps().forEach(gaps::add);
      case SegmentFrame.End() -> {}
      case SegmentFrame.Unknown _ -> {}
    }
  }

  /** Something is missing that no frame tells of, such as bytes that cannot be read. */
  public void add(RecordingGap gap) {
    gaps.add(gap);
  }

  private void add(SeriesBlock block) {
    int count = block.values().length;
    if (count == 0) {
      return;
    }
    Instant first = time(block.timesMicros()[0]);
    Instant last = time(block.timesMicros()[count - 1]);
    if (block.machineStates().isEmpty()) {
      readings.merge(RecordingCard.NO_STATE, (long) count, Long::sum);
    }
    for (SeriesBlock.Run<@Nullable String> run : block.machineStates()) {
      readings.merge(state(run.value()), (long) run.length(), Long::sum);
    }
    ChannelCard known = channel(ChannelId.of(block.series()), block.unit());
    channels.put(
        known.id(),
        new ChannelCard(
            known.id(),
            known.quantity(),
            known.unit(),
            known.rows() + count,
            known.blocks(),
            known.samples(),
            earlier(known.from(), first),
            later(known.to(), last)));
    grow(first, last, count);
  }

  private void add(RecordedWaveform waveform) {
    ChannelCard known = channel(ChannelId.of(waveform.channel()), waveform.unit());
    readings.merge(state(waveform.machineState()), 1L, Long::sum);
    channels.put(
        known.id(),
        new ChannelCard(
            known.id(),
            known.quantity(),
            known.unit(),
            known.rows(),
            known.blocks() + 1,
            known.samples() + waveform.samples().length,
            earlier(known.from(), waveform.start()),
            later(known.to(), waveform.end())));
    grow(waveform.start(), waveform.end(), 1);
  }

  private void add(RecordedPicture picture) {
    ChannelId id = ChannelId.of(picture.about().station());
    readings.merge(state(picture.about().machineState()), 1L, Long::sum);
    stations.put(id, stations.getOrDefault(id, StationCard.empty(id)).with(picture));
    grow(picture.about().time(), picture.about().time(), 1);
  }

  private ChannelCard channel(ChannelId id, String unit) {
    ChannelCard known = channels.get(id);
    return known == null ? new ChannelCard(id, "", unit, 0, 0, 0, null, null) : known;
  }

  private static String state(@Nullable String told) {
    return told == null ? RecordingCard.NO_STATE : told;
  }

  private void grow(Instant first, Instant last, int count) {
    Instant begun = from;
    Instant newest = to;
    if (begun != null && newest != null) {
      gaps.noticeSilence(newest, first, begun, rows);
    }
    from = earlier(from, first);
    to = later(to, last);
    segmentFrom = earlier(segmentFrom, first);
    segmentTo = later(segmentTo, last);
    rows += count;
    segmentRows += count;
  }

  /**
   * The segment that was begun is complete.
   *
   * @param sha256 of its file, 64 hexadecimal digits
   */
  public void end(String file, long bytes, String sha256) {
    segments.add(new Segment(file, bytes, sha256, segmentRows, segmentFrom, segmentTo, false));
  }

  /** The file is deleted to keep the quota: its rows are a gap from now on. */
  public void deleted(String file, String detail) {
    segments.replaceAll(segment -> segment.file().equals(file) ? gone(segment, detail) : segment);
    long deleted = segments.stream().filter(Segment::deleted).count();
    while (deleted > RecordingCard.MAX_DELETED && segments.getFirst().deleted()) {
      segments.removeFirst();
      deleted--;
    }
  }

  private Segment gone(Segment segment, String detail) {
    Instant first = segment.from();
    Instant last = segment.to();
    if (!segment.deleted() && first != null && last != null) {
      gaps.deleted(
          new RecordingGap(RecordingGap.Reason.QUOTA, "", first, last, segment.rows(), detail));
    }
    return segment.gone();
  }

  /** The card as of now. */
  public RecordingCard card(boolean closed, String digest) {
    return new RecordingCard(
        recording,
        gateway,
        agentVersion,
        closed,
        machineStates,
        List.copyOf(channels.values()),
        readings,
        from,
        to,
        gaps.spans(from, to),
        gaps.all(),
        gaps.more(),
        segments,
        digest,
        List.copyOf(stations.values()));
  }

  /** The lines the digest of the recording is taken of. */
  public String digestLines() {
    StringBuilder lines = new StringBuilder();
    for (Segment segment : segments) {
      if (!segment.deleted()) {
        lines.append(segment.sha256()).append("  ").append(segment.file()).append('\n');
      }
    }
    return lines.toString();
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }
}
