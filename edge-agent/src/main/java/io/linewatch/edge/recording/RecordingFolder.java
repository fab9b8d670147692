package io.linewatch.edge.recording;

import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordedChannel;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingCard.Segment;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.model.format.DurableFile;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recording's files: appends frames, closes a segment when it is large or old enough, keeps the
 * card, deletes what the quota asks for. Recorder's thread.
 */
final class RecordingFolder implements AutoCloseable {
  private final Path folder;
  private final RecordingSettings settings;
  private final SegmentOutput.Maker maker;
  private final DiskRoom room;
  private final CardBuilder builder;
  private int newestNumber;
  private List<RecordedChannel> channels = List.of();
  private List<String> machineStates = List.of();
  private @Nullable OpenSegment open;
  private RecordingCard card;

  RecordingFolder(
      Path folder,
      RecordingSettings settings,
      SegmentOutput.Maker maker,
      DiskRoom room,
      CardBuilder builder,
      int newestNumber,
      boolean closed) {
    this.folder = folder;
    this.settings = settings;
    this.maker = maker;
    this.room = room;
    this.builder = builder;
    this.newestNumber = newestNumber;
    this.card = builder.card(closed, StoredRecording.digest(builder));
  }

  /** What segments say of themselves from the next one on. */
  void describe(List<RecordedChannel> nowChannels, List<String> nowStates) {
    channels = List.copyOf(nowChannels);
    machineStates = List.copyOf(nowStates);
  }

  String name() {
    return card.recording();
  }

  /** Event time of the last value that was kept; null before the first. */
  @Nullable Instant newest() {
    return builder.to();
  }

  /**
   * Appends a frame, to a new segment when there is none.
   *
   * @throws IOException when the disk refuses; then nothing of it is in the recording
   */
  void append(SegmentFrame frame, Instant now) throws IOException {
    byte[] bytes = SegmentCodec.encode(frame);
    room.require();
    OpenSegment segment = open == null ? begin(now) : open;
    segment.append(bytes);
    builder.add(frame);
  }

  private OpenSegment begin(Instant now) throws IOException {
    Files.createDirectories(folder);
    // A number is never used twice: a file that was begun and refused stays out of the way.
    int number = ++newestNumber;
    String file = SegmentFile.name(number);
    SegmentStart start =
        new SegmentStart(
            name(),
            settings.gateway(),
            settings.agentVersion(),
            number,
            now,
            channels,
            machineStates);
    OpenSegment begun;
    try {
      begun = OpenSegment.begin(file, maker.create(folder.resolve(file)), start);
    } catch (IOException refused) {
      newestNumber--;
      Files.deleteIfExists(folder.resolve(file));
      throw refused;
    }
    builder.begin(start);
    open = begun;
    return begun;
  }

  /** What was appended survives a power cut. */
  void force() throws IOException {
    if (open != null) {
      open.force();
    }
  }

  /** Closes the segment when it is large or old enough; true when it did. */
  boolean rotateWhenDue(Instant now) throws IOException {
    OpenSegment segment = open;
    boolean due =
        segment != null
            && (segment.bytes() >= settings.segmentBytes()
                || !now.isBefore(segment.began.plus(settings.segmentAge())));
    if (due) {
      endSegment();
      writeCard(false);
    }
    return due;
  }

  private void endSegment() throws IOException {
    OpenSegment segment = Objects.requireNonNull(open);
    segment.append(SegmentCodec.encode(new SegmentFrame.End()));
    segment.close();
    open = null;
    builder.end(segment.file, segment.bytes(), segment.sha256());
  }

  /**
   * Closes the open segment and writes the card.
   *
   * @param stopped whether the recording is over, not only this run of the agent
   */
  void finish(boolean stopped) throws IOException {
    if (open != null) {
      endSegment();
    }
    if (Files.isDirectory(folder)) {
      writeCard(stopped);
    }
  }

  /** Bytes of the files that are there. */
  long bytes() {
    return card.bytes() + (open == null ? 0 : open.bytes());
  }

  /** The oldest segment that may be deleted; null when there is none. */
  @Nullable Segment oldest() {
    List<Segment> present = card.present();
    return present.isEmpty() ? null : present.getFirst();
  }

  /**
   * The card says so first: a kill between the two leaves a file that the next start deletes. What
   * the card on disk says is of closed segments, whatever is open meanwhile.
   */
  void delete(Segment segment, String why) throws IOException {
    CardBuilder closedOnly = CardBuilder.resuming(card);
    closedOnly.deleted(segment.file(), why);
    write(closedOnly.card(card.closed(), StoredRecording.digest(closedOnly)));
    builder.deleted(segment.file(), why);
    Files.deleteIfExists(folder.resolve(segment.file()));
  }

  RecordingCard card() {
    return card;
  }

  private void writeCard(boolean stopped) throws IOException {
    write(builder.card(stopped, StoredRecording.digest(builder)));
  }

  private void write(RecordingCard next) throws IOException {
    DurableFile.write(folder.resolve(RecordingCard.FILE), RecordingCard.CODEC.encode(next));
    card = next;
  }

  @Override
  public void close() throws IOException {
    OpenSegment segment = open;
    open = null;
    if (segment != null) {
      segment.close();
    }
  }
}
