package io.linewatch.model.fit;

import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel's level comes back to where it was. A channel that moves further between the
 * two halves of a recording than it varies inside them (a casing that warms up, a tank that fills)
 * shows the time of the day, not the state of the machine: what was learned of its level is wrong
 * by the time it is judged. It needs a recording many times longer, or it is left out.
 *
 * <p>The figure is the ratio of two standard deviations of a one-way analysis of variance with two
 * groups a recording: between the halves, {@code |m₂ − m₁| / √2}, over the pooled one inside them;
 * root mean square over the recordings. Labels have no part in it.
 */
public final class ChannelSteadiness {
  /** Above this a channel varies more between the halves of a recording than inside them. */
  public static final double GREATEST_WANDER = 1;

  private static final int LEAST_VALUES_A_HALF = 20;

  private ChannelSteadiness() {}

  /**
   * One channel.
   *
   * @param wander spread between halves over spread inside them; 0 for one that does not move
   * @param recordings how many the figure rests on
   */
  public record Channel(String name, double wander, int recordings) {
    /** Whether its level can be learned from recordings of this length. */
    public boolean steady() {
      return wander <= GREATEST_WANDER;
    }
  }

  /**
   * Looks at several recordings of normal running, each by itself.
   *
   * @param files recordings with the same channels
   * @param rows only the first so many rows of each, or null for all
   * @throws FitRefused when the files' channels differ
   */
  public static List<Channel> of(List<Path> files, @Nullable Integer rows)
      throws IOException, UnreadableCsv, FitRefused {
    List<RecordedRows> recordings = new ArrayList<>();
    for (Path file : files) {
      RecordedRows recording =
          RecordingReader.read(
              List.of(file), List.of(), new RecordingReader.Range(rows, null, null));
      if (!recordings.isEmpty() && !names(recording).equals(names(recordings.getFirst()))) {
        throw new FitRefused(
            file
                + " has channels "
                + names(recording)
                + ", the file before had "
                + names(recordings.getFirst()));
      }
      recordings.add(recording);
    }
    return of(recordings);
  }

  static List<Channel> of(List<RecordedRows> recordings) {
    List<Channel> channels = new ArrayList<>();
    List<String> names = recordings.isEmpty() ? List.of() : names(recordings.getFirst());
    for (int c = 0; c < names.size(); c++) {
      double squares = 0;
      int counted = 0;
      for (RecordedRows recording : recordings) {
        double wander = wander(recording, c);
        if (Double.isFinite(wander)) {
          squares += wander * wander;
          counted++;
        }
      }
      channels.add(
          new Channel(names.get(c), counted == 0 ? 0 : Math.sqrt(squares / counted), counted));
    }
    return channels;
  }

  /** NaN when a half has too few values or nothing moves. */
  private static double wander(RecordedRows recording, int channel) {
    Half first = Half.of(recording, channel, 0, recording.size() / 2);
    Half second = Half.of(recording, channel, recording.size() / 2, recording.size());
    double inside = Math.sqrt((first.variance() + second.variance()) / 2);
    double between = Math.abs(second.mean() - first.mean()) / Math.sqrt(2);
    boolean enough = Math.min(first.values(), second.values()) >= LEAST_VALUES_A_HALF;
    // A channel that stands still but for one step has no spread inside: it wanders all the same.
    double least = 1e-9 * Math.max(1, Math.abs(first.mean()));
    return enough && inside + between > least ? between / Math.max(inside, least) : Double.NaN;
  }

  private record Half(int values, double mean, double variance) {
    static Half of(RecordedRows recording, int channel, int from, int to) {
      double sum = 0;
      int count = 0;
      for (int i = from; i < to; i++) {
        double value = recording.values()[i][channel];
        if (Double.isFinite(value)) {
          sum += value;
          count++;
        }
      }
      double mean = sum / count;
      double squares = 0;
      for (int i = from; i < to; i++) {
        double value = recording.values()[i][channel];
        squares += Double.isFinite(value) ? (value - mean) * (value - mean) : 0;
      }
      return new Half(count, mean, squares / (count - 1));
    }
  }

  private static List<String> names(RecordedRows recording) {
    return RecordingReader.names(recording.channels());
  }
}
