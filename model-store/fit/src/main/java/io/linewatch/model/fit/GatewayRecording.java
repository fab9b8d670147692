package io.linewatch.model.fit;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingCard.ChannelCard;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recording a gateway made, as columns on one grid: channels and units from its card, its gaps as
 * places no window reaches over.
 */
final class GatewayRecording {
  private final Path path;
  private final RecordingCard card;
  private final RecordingReader.Range range;
  private final List<ChannelCard> chosen;
  private final Map<String, ChannelSamples> samples = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long bad;
  private long inGaps;
  private boolean tooMany;

  private GatewayRecording(
      Path path, RecordingCard card, RecordingReader.Range range, List<ChannelCard> chosen) {
    this.path = path;
    this.card = card;
    this.range = range;
    this.chosen = chosen;
    chosen.forEach(channel -> samples.put(channel.id().toString(), new ChannelSamples()));
  }

  /**
   * What {@link RecordingReader} goes on with.
   *
   * @param rows by row and column; NaN where missing
   * @param breaks times no window may reach over
   */
  record Grid(
      List<CsvGuess.Column> columns,
      long[] timesMicros,
      double[][] rows,
      List<Long> breaks,
      List<String> notes) {}

  /** What the recording is, in a line. */
  static String summary(Path path) throws IOException, FitRefused {
    RecordingCard card = card(path);
    return "recording "
        + card.recording()
        + " of gateway "
        + card.gateway()
        + ", "
        + card.channels().size()
        + " channels, "
        + (card.gaps().size() + card.moreGaps())
        + " gaps, from "
        + card.from()
        + " to "
        + card.to();
  }

  /** The same for the folder and its archive. */
  static String digest(Path path) throws IOException, FitRefused {
    return "sha256:" + card(path).digest();
  }

  private static RecordingCard card(Path path) throws IOException, FitRefused {
    try (StoredRecording recording = StoredRecording.open(path)) {
      return recording.card();
    } catch (UnreadableRecording unreadable) {
      throw new FitRefused(String.valueOf(unreadable.getMessage()));
    }
  }

  /**
   * @param channels names or full ids; empty for all
   * @throws FitRefused when it is damaged, holds no values, or several machines
   */
  static Grid read(Path path, List<String> channels, RecordingReader.Range range)
      throws IOException, FitRefused {
    try (StoredRecording recording = StoredRecording.open(path)) {
      RecordingCard card = recording.card();
      GatewayRecording reading =
          new GatewayRecording(path, card, range, choose(path, card, channels));
      reading.noteWaveforms();
      recording.read(reading::take);
      return reading.grid();
    } catch (UnreadableRecording unreadable) {
      throw new FitRefused(String.valueOf(unreadable.getMessage()));
    }
  }

  private static List<ChannelCard> choose(Path path, RecordingCard card, List<String> names)
      throws FitRefused {
    List<ChannelCard> withValues =
        card.channels().stream().filter(channel -> channel.rows() > 0).toList();
    if (withValues.isEmpty()) {
      throw new FitRefused(
          path
              + " holds no readings; fit learns from values, not waveforms"
              + (card.pictures() > 0 ? "; of pictures: linewatch-models fit visual --good" : ""));
    }
    List<ChannelCard> chosen = new ArrayList<>();
    for (String name : names) {
      List<ChannelCard> fitting =
          withValues.stream().filter(channel -> isNamed(channel.id(), name)).toList();
      if (fitting.size() != 1) {
        throw new FitRefused(
            fitting.isEmpty()
                ? path + " has no channel '" + name + "' with readings; it has " + ids(withValues)
                : path + ": '" + name + "' fits " + ids(fitting) + "; write it out");
      }
      chosen.add(fitting.getFirst());
    }
    List<ChannelCard> taken = names.isEmpty() ? withValues : chosen;
    Set<AssetPath> assets =
        taken.stream().map(channel -> channel.id().asset()).collect(Collectors.toSet());
    if (assets.size() > 1) {
      throw new FitRefused(
          path
              + " holds "
              + assets.size()
              + " machines ("
              + new TreeSet<>(assets)
              + "), and a model watches one: choose its channels with --channels");
    }
    return taken;
  }

  private static boolean isNamed(ChannelId id, String name) {
    return id.toString().equals(name) || ("/" + id).endsWith("/" + name);
  }

  private static List<ChannelId> ids(List<ChannelCard> channels) {
    return channels.stream().map(ChannelCard::id).toList();
  }

  private void noteWaveforms() {
    for (ChannelCard channel : card.channels()) {
      if (channel.blocks() > 0) {
        notes.add(channel.id() + ": its waveforms have no part in this, fit learns from values");
      }
    }
    if (card.moreGaps() > 0) {
      notes.add(card.moreGaps() + " gaps do not stand in the card any more: not kept apart");
    }
  }

  private void take(SegmentFrame frame) {
    if (frame instanceof SegmentFrame.Series(SeriesBlock block)) {
      ChannelSamples of = samples.get(block.series());
      if (of != null) {
        take(block, of);
      }
    }
  }

  private void take(SeriesBlock block, ChannelSamples of) {
    int run = 0;
    int left = block.qualities().isEmpty() ? 0 : block.qualities().getFirst().length();
    for (int i = 0; i < block.values().length; i++) {
      while (left == 0) {
        run++;
        left = block.qualities().get(run).length();
      }
      left--;
      long time = block.timesMicros()[i];
      if (!range.contains(time)) {
        continue;
      }
      if (block.qualities().get(run).value() == Quality.BAD) {
        bad++;
      } else if (isIncomplete(time)) {
        inGaps++;
      } else {
        tooMany |= !of.add(time, block.values()[i]);
      }
    }
  }

  /** Where something was shed or refused, what is left would be taken for all. */
  private boolean isIncomplete(long timeMicros) {
    return gaps().stream()
        .anyMatch(gap ->
            (gap.reason() == RecordingGap.Reason.SHED || gap.reason() == RecordingGap.Reason.DISK)
                && timeMicros >= RecordingReader.micros(gap.from())
                && timeMicros <= RecordingReader.micros(gap.to()));
  }

  private @Nullable List<RecordingGap> ownGaps;

  private List<RecordingGap> gaps() {
    List<RecordingGap> known = ownGaps;
    if (known == null) {
      String asset = chosen.getFirst().id().asset().toString();
      known =
          card.gaps().stream()
              .filter(gap -> gap.subject().isEmpty() || gap.subject().equals(asset))
              .toList();
      ownGaps = known;
    }
    return known;
  }

  private Grid grid() throws FitRefused {
    if (tooMany) {
      throw new FitRefused(
          path
              + " has more than "
              + ChannelSamples.MAX
              + " values of one channel: choose a part with --from and --to");
    }
    Set<String> names = new HashSet<>();
    List<CsvGuess.Column> columns = new ArrayList<>();
    List<ChannelSamples> series = new ArrayList<>();
    for (ChannelCard channel : chosen) {
      ChannelSamples values = samples.get(channel.id().toString());
      if (values != null && names.add(channel.id().toString())) {
        columns.add(
            new CsvGuess.Column(
                columns.size(), channel.id().toString(), channel.id().channel(), channel.unit()));
        series.add(values);
      }
    }
    if (bad > 0) {
      notes.add(path.getFileName() + ": " + bad + " readings of bad quality left out");
    }
    if (inGaps > 0) {
      notes.add(
          path.getFileName() + ": " + inGaps + " readings within gaps of the recording left out");
    }
    long[] ends =
        gaps().stream().mapToLong(gap -> RecordingReader.micros(gap.to())).sorted().toArray();
    return SampleGrid.of(columns, series, ends, notes);
  }
}
