package io.linewatch.model.fit.visual;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.StationCard;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a gateway's recording whose part was not NG, as files in a folder that is deleted at
 * the end. A part of which one picture was NG is left out with all its pictures, and so is one that
 * was known to be bad. Memory: one segment, and the ids of parts that were NG. One thread.
 */
public final class RecordedPictures implements AutoCloseable {
  private static final int FIRST_OF_PNG = 0x89;
  private static final int FIRST_OF_JPEG = 0xFF;

  private final Path shown;
  private final RecordingCard card;
  private final StationCard station;
  private final Path folder;
  private final Set<String> bad = new HashSet<>();
  private final Map<String, Long> taken = new TreeMap<>();
  private int written;
  private long leftOut;
  private long noPictures;

  private RecordedPictures(Path shown, RecordingCard card, StationCard station, Path folder) {
    this.shown = shown;
    this.card = card;
    this.station = station;
    this.folder = folder;
  }

  /** Whether a path is a recording's archive or folder, and not other pictures. */
  public static boolean isOne(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve(RecordingCard.FILE)) || !SegmentFile.in(path).isEmpty();
    }
    if (!StoredRecording.isOne(path)) {
      return false;
    }
    try (ZipFile archive = new ZipFile(path.toFile())) {
      return archive.getEntry(RecordingCard.FILE) != null;
    }
  }

  /**
   * Writes the pictures into a folder of their own.
   *
   * @param station id or full name of the camera station; null where the recording has one
   * @throws FitRefused when it is damaged, has no pictures, or of several stations none is chosen
   */
  public static RecordedPictures open(Path recording, @Nullable String station)
      throws IOException, FitRefused {
    try (StoredRecording stored = StoredRecording.open(recording)) {
      RecordingCard card = stored.card();
      RecordedPictures pictures =
          new RecordedPictures(
              recording,
              card,
              choose(recording, card, station),
              Files.createTempDirectory("linewatch-pictures-"));
      boolean whole = false;
      try {
        stored.read(pictures::noteBad);
        stored.read(pictures::write);
        whole = true;
        return pictures;
      } catch (UncheckedIOException full) {
        throw new IOException("pictures cannot be unpacked: " + full.getMessage(), full);
      } finally {
        if (!whole) {
          pictures.close();
        }
      }
    } catch (UnreadableRecording unreadable) {
      throw new FitRefused(String.valueOf(unreadable.getMessage()));
    }
  }

  private static StationCard choose(Path recording, RecordingCard card, @Nullable String name)
      throws FitRefused {
    List<StationCard> all = card.pictureStations();
    if (all.isEmpty()) {
      throw new FitRefused(
          recording + " has no pictures; record some: linewatch-edge record start --stations");
    }
    List<StationCard> fitting =
        all.stream().filter(one -> name == null || isNamed(one.id(), name)).toList();
    if (fitting.size() != 1) {
      throw new FitRefused(
          recording
              + " has pictures of "
              + String.join(", ", all.stream().map(one -> one.id().toString()).toList())
              + ": choose one with --station");
    }
    StationCard chosen = fitting.getFirst();
    if (chosen.pictures() > GoodPictures.MOST) {
      throw new FitRefused(
          recording
              + " has "
              + chosen.pictures()
              + " pictures of "
              + chosen.id()
              + ", at most "
              + GoodPictures.MOST
              + " are taken: record for a shorter time");
    }
    return chosen;
  }

  private static boolean isNamed(ChannelId id, String name) {
    return ("/" + id).endsWith("/" + name);
  }

  private @Nullable RecordedPicture ours(SegmentFrame frame) {
    return frame instanceof SegmentFrame.Picture(RecordedPicture picture)
            && picture.about().station().equals(station.id().toString())
        ? picture
        : null;
  }

  private void noteBad(SegmentFrame frame) {
    RecordedPicture picture = ours(frame);
    if (picture != null
        && (picture.about().verdict() == Verdict.NG || picture.about().known() == Verdict.NG)) {
      bad.add(picture.about().part());
    }
  }

  private void write(SegmentFrame frame) {
    RecordedPicture picture = ours(frame);
    if (picture == null) {
      return;
    }
    RecordedPicture.About about = picture.about();
    if (bad.contains(about.part())) {
      leftOut++;
      return;
    }
    String suffix = suffix(picture.bytes());
    if (suffix == null) {
      noPictures++;
      return;
    }
    String verdict = about.verdict() == null ? "none" : about.verdict().name();
    taken.merge(verdict, 1L, Long::sum);
    try {
      Files.write(folder.resolve("%06d.%s".formatted(++written, suffix)), picture.bytes());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static @Nullable String suffix(byte[] bytes) {
    return switch (bytes[0] & 0xFF) {
      case FIRST_OF_PNG -> "png";
      case FIRST_OF_JPEG -> "jpg";
      default -> null;
    };
  }

  /** What is learned from. */
  public GoodPictures good() throws IOException, FitRefused {
    // Messages name the recording: nobody knows the folder they were unpacked to.
    return GoodPictures.of(shown, GoodPictures.files(folder)).saying(notes());
  }

  /** What the report says of where the pictures came from. */
  private List<String> notes() {
    String from =
        "recording "
            + card.recording()
            + " of gateway "
            + card.gateway()
            + ", station "
            + station.id()
            + ", sha256 "
            + card.digest()
            + ": "
            + written
            + " of "
            + station.pictures()
            + " pictures, by verdict "
            + taken;
    return leftOut + noPictures == 0
        ? List.of(from)
        : List.of(
            from,
            "left out "
                + leftOut
                + " pictures of "
                + bad.size()
                + " parts that were NG or known to be bad, and "
                + noPictures
                + " that are neither JPEG nor PNG");
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
