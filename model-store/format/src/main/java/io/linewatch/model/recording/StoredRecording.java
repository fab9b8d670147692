package io.linewatch.model.recording;

import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording to read: a gateway's folder, also while it is written, or an exported archive. Not
 * thread-safe.
 */
public final class StoredRecording implements AutoCloseable {
  private static final int MAX_CARD_BYTES = 16_000_000;

  private final Path shown;
  private final Path folder;
  private final @Nullable FileSystem archive;
  private final RecordingCard card;

  private StoredRecording(
      Path shown, Path folder, @Nullable FileSystem archive, RecordingCard card) {
    this.shown = shown;
    this.folder = folder;
    this.archive = archive;
    this.card = card;
  }

  /** Whether this looks like one; says nothing of whether it is whole. */
  public static boolean isOne(Path path) {
    if (Files.isDirectory(path)) {
      return true;
    }
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(RecordingArchive.SUFFIX);
  }

  /**
   * @throws UnreadableRecording when it is none, or its card is damaged
   */
  public static StoredRecording open(Path path) throws IOException, UnreadableRecording {
    if (Files.isDirectory(path)) {
      return new StoredRecording(path, path, null, cardOf(path, path));
    }
    FileSystem archive;
    try {
      archive = FileSystems.newFileSystem(path);
    } catch (ProviderNotFoundException none) {
      throw new UnreadableRecording(path + " is no archive of a recording", none);
    }
    try {
      Path root = archive.getPath("/");
      return new StoredRecording(path, root, archive, cardOf(root, path));
    } catch (IOException | UnreadableRecording | RuntimeException failed) {
      archive.close();
      throw failed;
    }
  }

  /** What its card says, and beside that what stands in segments the card does not list yet. */
  public RecordingCard card() {
    return card;
  }

  private static RecordingCard cardOf(Path folder, Path shown)
      throws IOException, UnreadableRecording {
    List<String> files = SegmentFile.in(folder);
    RecordingCard stored = readCard(folder, shown);
    if (stored == null && files.isEmpty()) {
      throw new UnreadableRecording(
          shown + " has neither a " + RecordingCard.FILE + " nor segments: it is no recording");
    }
    CardBuilder builder =
        stored == null
            ? new CardBuilder(String.valueOf(shown.getFileName()), "")
            : CardBuilder.resuming(stored);
    Set<String> listed = new HashSet<>();
    if (stored != null) {
      stored.segments().forEach(segment -> listed.add(segment.file()));
    }
    for (String file : files) {
      if (!listed.contains(file)) {
        byte[] bytes = SegmentFile.bytes(folder.resolve(file), SegmentFile.MAX_BYTES);
        long valid = SegmentFile.read(bytes, builder::add).validBytes();
        // It may be written on meanwhile, or end in a frame that a kill has cut off.
        byte[] whole = Arrays.copyOf(bytes, (int) valid);
        builder.end(file, valid, Digest.hex(Digest.of(whole)));
      }
    }
    return builder.card(stored != null && stored.closed(), digest(builder));
  }

  /** Null when there is none. */
  public static @Nullable RecordingCard readCard(Path folder, Path shown)
      throws IOException, UnreadableRecording {
    Path file = folder.resolve(RecordingCard.FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return RecordingCard.CODEC.decode(in.readNBytes(MAX_CARD_BYTES + 1));
    } catch (MalformedRecord malformed) {
      throw new UnreadableRecording(
          shown + ": its " + RecordingCard.FILE + " is damaged: " + malformed.getMessage(),
          malformed);
    }
  }

  /** The digest of a recording, as its card has it. */
  public static String digest(CardBuilder builder) {
    byte[] lines = builder.digestLines().getBytes(StandardCharsets.UTF_8);
    return Digest.hex(Digest.of(lines));
  }

  /**
   * Hands over all frames, in the order in which they were written.
   *
   * @throws UnreadableRecording when a segment is missing, or is not the one the card names
   */
  public void read(Consumer<SegmentFrame> frames) throws IOException, UnreadableRecording {
    for (RecordingCard.Segment segment : card.present()) {
      if (!SegmentFile.isName(segment.file())) {
        throw new UnreadableRecording(
            shown + ": '" + segment.file() + "' cannot be the name of a segment");
      }
      Path file = folder.resolve(segment.file());
      if (!Files.exists(file)) {
        throw new UnreadableRecording(shown + ": " + segment.file() + " is missing");
      }
      readSegment(segment, file, frames);
    }
  }

  /** Checked before anything of it is handed over. */
  private void readSegment(RecordingCard.Segment segment, Path file, Consumer<SegmentFrame> frames)
      throws IOException, UnreadableRecording {
    byte[] bytes = SegmentFile.bytes(file, segment.bytes());
    if (!Digest.hex(Digest.of(bytes)).equals(segment.sha256())) {
      throw new UnreadableRecording(
          shown
              + ": "
              + segment.file()
              + " is not what the card says, its digest differs: copy or export it again");
    }
    var _ = SegmentFile.read(bytes, frames);
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }
}
