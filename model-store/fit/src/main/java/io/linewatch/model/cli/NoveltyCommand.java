package io.linewatch.model.cli;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.stream.ContextNovelty;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code novelty}: what is new in a recording, without a recording of normal running. */
@Command(
    name = "novelty",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a recording row by row, learns as it goes, and tells what came that had not come so"
          + " before.",
      "One line an event on standard output: time;channel;value;score."
    })
final class NoveltyCommand implements Callable<Integer> {
  private static final double WIDER = 1;
  private static final int MOST_CONTEXTS = 50_000;

  @Parameters(paramLabel = "FILE", description = "A recording (CSV).")
  private Path file;

  @Option(
      names = "--channels",
      split = ",",
      description = "Channels to look at, separated by commas; all when left out.")
  private List<String> channels = List.of();

  @Option(
      names = "--learn",
      paramLabel = "ROWS",
      description = "Rows learned from before anything is told (default: ${DEFAULT-VALUE}).",
      defaultValue = "750")
  private int learn;

  @Option(
      names = "--rest",
      paramLabel = "ROWS",
      description = "Rows of a channel told as one event (default: ${DEFAULT-VALUE}).",
      defaultValue = "150")
  private int rest;

  @Option(
      names = "--limit",
      description = "Share of the known contexts that must be surprised (default: 0.75).",
      defaultValue = "0.75")
  private double limit;

  @Option(names = "--levels", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "8")
  private int levels;

  @Option(names = "--context", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "4")
  private int longestContext;

  @Option(names = "--low", description = "Of the sensor's range, where it is known.")
  private @Nullable Double low;

  @Option(names = "--high", description = "Of the sensor's range, where it is known.")
  private @Nullable Double high;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    CsvGuess guess = CsvGuess.of(file);
    List<String> names = guess.channels().stream().map(CsvGuess.Column::channel).toList();
    requireKnown(names);
    ContextNovelty[] detectors = new ContextNovelty[names.size()];
    for (int c = 0; c < detectors.length; c++) {
      detectors[c] = detector();
    }
    PrintWriter out = command.commandLine().getOut();
    long rows = 0;
    long events = 0;
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      for (CsvRow row = recording.next(); row != null; row = recording.next()) {
        rows++;
        for (int c = 0; c < detectors.length; c++) {
          boolean wanted = channels.isEmpty() || channels.contains(names.get(c));
          double score = wanted ? detectors[c].accept(row.values()[c]) : 0;
          if (score >= limit) {
            events++;
            out.println(line(row, names.get(c), row.values()[c], score));
          }
        }
      }
    }
    out.flush();
    PrintWriter err = command.commandLine().getErr();
    err.println(events + " events in " + rows + " rows");
    err.flush();
    return 0;
  }

  private void requireKnown(List<String> names) {
    for (String wanted : channels) {
      if (!names.contains(wanted)) {
        throw new IllegalArgumentException(
            file + " has no channel '" + wanted + "'; it has " + names);
      }
    }
  }

  private ContextNovelty detector() {
    ContextNovelty.Settings settings =
        new ContextNovelty.Settings(
            levels, WIDER, longestContext, learn, rest, limit, MOST_CONTEXTS);
    return low == null || high == null
        ? new ContextNovelty(settings)
        : new ContextNovelty(settings, low, high);
  }

  private static String line(CsvRow row, String channel, double value, double score) {
    Instant time = Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS);
    return String.format(Locale.ROOT, "%s;%s;%s;%.2f", time, channel, value, score);
  }
}
