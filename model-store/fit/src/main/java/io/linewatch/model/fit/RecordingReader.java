package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.StoredRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the normal part of one or more recordings, CSV files or what gateways recorded, repairs
 * what is harmless and notes it.
 */
final class RecordingReader {
  private static final int MAX_ROWS = 5_000_000;

  private final List<Long> times = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<Boolean> labelled = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Long> breaks = new ArrayList<>();
  private long repeated;
  private long backwards;

  private RecordingReader() {}

  /** Which rows of every file are taken. */
  record Range(@Nullable Integer rows, @Nullable Instant from, @Nullable Instant to) {
    static final Range ALL = new Range(null, null, null);

    boolean contains(long timeMicros) {
      return (from == null || timeMicros >= micros(from))
          && (to == null || timeMicros < micros(to));
    }
  }

  static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000L + time.getNano() / 1000;
  }

  /**
   * Reads recordings one after the other.
   *
   * @param channels names to take, in this order; empty for all
   * @throws FitRefused when files do not fit each other or name no such channel
   */
  static RecordedRows read(List<Path> files, List<String> channels, Range range)
      throws IOException, UnreadableCsv, FitRefused {
    RecordingReader reader = new RecordingReader();
    List<CsvGuess.Column> columns = null;
    for (Path file : files) {
      GatewayRecording.Grid grid =
          StoredRecording.isOne(file) ? GatewayRecording.read(file, channels, range) : null;
      CsvGuess guess = grid == null ? CsvGuess.of(file) : null;
      List<CsvGuess.Column> chosen =
          guess == null ? Objects.requireNonNull(grid).columns() : choose(file, guess, channels);
      if (columns != null && !names(columns).equals(names(chosen))) {
        throw new FitRefused(
            file + " has channels " + names(chosen) + ", the file before had " + names(columns));
      }
      if (columns != null) {
        requireSameUnits(file, columns, chosen);
      }
      columns = columns == null ? chosen : columns;
      if (guess == null) {
        reader.take(Objects.requireNonNull(grid), range);
      } else {
        reader.readFile(file, guess, chosen, range);
      }
    }
    if (columns == null) {
      throw new FitRefused("name at least one recording");
    }
    return reader.finish(columns);
  }

  /** What a recording is known again by: a file's digest, or that on the card of a gateway's. */
  static String digest(Path file) throws IOException, FitRefused {
    return StoredRecording.isOne(file) ? GatewayRecording.digest(file) : Digest.of(file);
  }

  /** A file that does not say its units is taken to have those of the others. */
  private static void requireSameUnits(
      Path file, List<CsvGuess.Column> before, List<CsvGuess.Column> now) throws FitRefused {
    for (int i = 0; i < now.size(); i++) {
      String had = before.get(i).unit();
      String has = now.get(i).unit();
      if (!had.isEmpty() && !has.isEmpty() && !had.equals(has)) {
        throw new FitRefused(
            file
                + " has "
                + now.get(i).channel()
                + " in '"
                + has
                + "', the file before had it in '"
                + had
                + "': bring them to one unit");
      }
    }
  }

  static List<String> names(List<CsvGuess.Column> columns) {
    return columns.stream().map(CsvGuess.Column::channel).toList();
  }

  private static List<CsvGuess.Column> choose(Path file, CsvGuess guess, List<String> channels)
      throws FitRefused {
    if (channels.isEmpty()) {
      return guess.channels();
    }
    List<CsvGuess.Column> chosen = new ArrayList<>();
    for (String channel : channels) {
      chosen.add(
          guess.channels().stream()
              .filter(c -> c.channel().equals(channel) || c.header().equals(channel))
              .findFirst()
              .orElseThrow(() ->
                  new FitRefused(
                      file
                          + " has no channel '"
                          + channel
                          + "'; it has "
                          + names(guess.channels()))));
    }
    return chosen;
  }

  private void readFile(Path file, CsvGuess guess, List<CsvGuess.Column> chosen, Range range)
      throws IOException, UnreadableCsv, FitRefused {
    int[] index = new int[chosen.size()];
    for (int i = 0; i < index.length; i++) {
      index[i] = guess.channels().indexOf(chosen.get(i));
    }
    int taken = 0;
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      Integer most = range.rows();
      for (CsvRow row = recording.next(); row != null; row = recording.next()) {
        if (most != null && taken >= most) {
          break;
        }
        if (range.contains(row.timeMicros())) {
          taken++;
          add(row, index);
        }
        requireFew();
      }
      if (recording.skipped() > 0) {
        notes.add(
            file.getFileName()
                + ": "
                + recording.skipped()
                + " rows without a readable time skipped, first "
                + recording.firstProblem());
      }
    }
  }

  private void take(GatewayRecording.Grid grid, Range range) throws FitRefused {
    notes.addAll(grid.notes());
    breaks.addAll(grid.breaks());
    Integer most = range.rows();
    int rows = most == null ? grid.rows().length : Math.min(most, grid.rows().length);
    for (int i = 0; i < rows; i++) {
      add(grid.timesMicros()[i], grid.rows()[i], false);
    }
    requireFew();
  }

  private void requireFew() throws FitRefused {
    if (times.size() > MAX_ROWS) {
      throw new FitRefused(
          "more than " + MAX_ROWS + " rows: choose fewer with --rows or --from and --to");
    }
  }

  private void add(CsvRow row, int[] index) {
    double[] chosen = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      chosen[i] = row.values()[index[i]];
    }
    add(row.timeMicros(), chosen, row.anomaly());
  }

  private void add(long timeMicros, double[] row, boolean anomaly) {
    if (!times.isEmpty() && timeMicros <= times.getLast()) {
      if (timeMicros == times.getLast()) {
        repeated++;
      } else {
        backwards++;
      }
      return;
    }
    times.add(timeMicros);
    values.add(row);
    labelled.add(anomaly);
  }

  private RecordedRows finish(List<CsvGuess.Column> columns) {
    if (repeated > 0) {
      notes.add(repeated + " rows repeat the time of the row before: only the first is used");
    }
    if (backwards > 0) {
      notes.add(backwards + " rows are older than the row before: left out");
    }
    long[] time = times.stream().mapToLong(Long::longValue).toArray();
    boolean[] labels = new boolean[time.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labelled.get(i);
    }
    return new RecordedRows(
        columns,
        time,
        values.toArray(double[][]::new),
        labels,
        notes,
        breaks.stream().mapToLong(Long::longValue).sorted().toArray());
  }
}
