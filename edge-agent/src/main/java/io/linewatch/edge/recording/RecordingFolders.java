package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingCard.Segment;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.DurableFile;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All recordings of this gateway, running or over; what a kill left is put in order at the start.
 * Recorder's thread.
 */
final class RecordingFolders {
  /** Beyond it no new recording begins: each costs memory for its card. */
  static final int MAX_RECORDINGS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RecordingFolders.class);

  private final RecordingSettings settings;
  private final SegmentOutput.Maker maker;
  private final DiskRoom room;
  private final Map<String, RecordingFolder> byName = new TreeMap<>();
  private long deletedSegments;

  private RecordingFolders(RecordingSettings settings, SegmentOutput.Maker maker, DiskRoom room) {
    this.settings = settings;
    this.maker = maker;
    this.room = room;
  }

  /**
   * @throws IOException when the folder cannot be used
   */
  static RecordingFolders load(RecordingSettings settings, SegmentOutput.Maker maker, DiskRoom room)
      throws IOException {
    RecordingFolders folders = new RecordingFolders(settings, maker, room);
    Files.createDirectories(settings.recordings());
    List<Path> found;
    try (Stream<Path> paths = Files.list(settings.recordings())) {
      found = paths.filter(Files::isDirectory).sorted().toList();
    }
    for (Path folder : found) {
      String name = String.valueOf(folder.getFileName());
      if (RecordingRequest.isName(name)) {
        folders.recover(folder, name);
      }
    }
    return folders;
  }

  /** One that cannot be read keeps no other from going on. */
  private void recover(Path folder, String name) {
    try {
      byName.put(name, recovered(folder, name));
    } catch (IOException | RuntimeException broken) {
      LOG.warn("recording {} is left alone, it cannot be read: {}", name, broken.toString());
    }
  }

  private RecordingFolder recovered(Path folder, String name) throws IOException {
    RecordingCard card = card(folder);
    CardBuilder builder =
        card == null ? new CardBuilder(name, settings.gateway()) : CardBuilder.resuming(card);
    Set<String> listed = new HashSet<>();
    if (card != null) {
      for (Segment segment : card.segments()) {
        listed.add(segment.file());
        if (segment.deleted()) {
          Files.deleteIfExists(folder.resolve(segment.file()));
        }
      }
    }
    boolean changed = false;
    int newest = listed.stream().mapToInt(SegmentFile::number).max().orElse(0);
    for (String file : SegmentFile.in(folder)) {
      if (!listed.contains(file)) {
        take(folder.resolve(file), file, builder);
        changed = true;
        newest = Math.max(newest, SegmentFile.number(file));
      }
    }
    if (changed) {
      RecordingCard now = builder.card(false, StoredRecording.digest(builder));
      DurableFile.write(folder.resolve(RecordingCard.FILE), RecordingCard.CODEC.encode(now));
    }
    return new RecordingFolder(
        folder, settings, maker, room, builder, newest, card != null && card.closed() && !changed);
  }

  private static @Nullable RecordingCard card(Path folder) throws IOException {
    try {
      return StoredRecording.readCard(folder, folder);
    } catch (UnreadableRecording damaged) {
      Path card = folder.resolve(RecordingCard.FILE);
      Files.move(
          card,
          card.resolveSibling(RecordingCard.FILE + ".bad"),
          StandardCopyOption.REPLACE_EXISTING);
      LOG.warn("{}; it is made anew from the segments", damaged.getMessage());
      return null;
    }
  }

  /** What is whole of a segment that was not closed. */
  private static void take(Path path, String file, CardBuilder builder) throws IOException {
    byte[] bytes = SegmentFile.bytes(path, SegmentFile.MAX_BYTES);
    SegmentFile.Read read = SegmentFile.read(bytes, builder::add);
    if (!read.problem().isEmpty()) {
      LOG.warn(
          "{}: {} of {} bytes are whole: {}",
          path,
          read.validBytes(),
          bytes.length,
          read.problem());
      Instant newest = builder.to();
      if (newest != null) {
        long lost = bytes.length - read.validBytes();
        String detail = lost + " bytes at the end of " + file + ": " + read.problem();
        builder.add(new RecordingGap(RecordingGap.Reason.DAMAGED, "", newest, newest, 0, detail));
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(read.validBytes());
        channel.force(true);
      }
    }
    byte[] whole = Arrays.copyOf(bytes, (int) read.validBytes());
    builder.end(file, whole.length, Digest.hex(Digest.of(whole)));
  }

  /** The folder of this name, a new one where there is none; null when there are too many. */
  @Nullable RecordingFolder of(String name) {
    RecordingFolder known = byName.get(name);
    if (known != null || byName.size() >= MAX_RECORDINGS) {
      return known;
    }
    RecordingFolder fresh =
        new RecordingFolder(
            settings.recordings().resolve(name),
            settings,
            maker,
            room,
            new CardBuilder(name, settings.gateway()),
            0,
            false);
    byName.put(name, fresh);
    return fresh;
  }

  Collection<RecordingFolder> all() {
    return byName.values();
  }

  /** Bytes of all that is there. */
  long bytes() {
    return byName.values().stream().mapToLong(RecordingFolder::bytes).sum();
  }

  /** Segments deleted for the quota since the start. */
  long deletedSegments() {
    return deletedSegments;
  }

  /** Deletes the oldest closed segments until all fit; what is open is never touched. */
  void keepQuota() throws IOException {
    long over = bytes() - settings.quotaBytes();
    while (over > 0) {
      RecordingFolder owner = owningOldest();
      Segment oldest = owner == null ? null : owner.oldest();
      if (owner == null || oldest == null) {
        return;
      }
      owner.delete(
          oldest,
          oldest.file()
              + " was deleted: all recordings together may have "
              + (settings.quotaBytes() >> 20)
              + " MiB (recordings.quotaMegabytes)");
      deletedSegments++;
      over -= oldest.bytes();
      LOG.warn("recording {}: {} deleted to keep the quota", owner.name(), oldest.file());
    }
  }

  private @Nullable RecordingFolder owningOldest() {
    return byName.values().stream()
        .filter(folder -> folder.oldest() != null)
        .min(Comparator.comparing(RecordingFolders::age))
        .orElse(null);
  }

  private static Instant age(RecordingFolder folder) {
    Segment oldest = folder.oldest();
    Instant newestValue = oldest == null ? null : oldest.to();
    return newestValue == null ? Instant.MIN : newestValue;
  }
}
