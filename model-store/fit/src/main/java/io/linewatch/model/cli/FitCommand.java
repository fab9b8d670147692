package io.linewatch.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.FitReport;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.limit.FalseAlarmBudget;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fit}: recordings of normal running to a package in the store. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = {
      "Learns what normal running looks like and puts the model into the store.",
      "The last line on standard output is JSON with the package's digest."
    })
final class FitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings (CSV), oldest first.")
  private List<Path> files;

  @Mixin private final PackageOptions made = new PackageOptions();

  @Option(names = "--rows", description = "Learn from the first so many rows of every file.")
  private @Nullable Integer rows;

  @Option(names = "--from", description = "Learn from rows at or after this time (ISO-8601).")
  private @Nullable Instant from;

  @Option(names = "--to", description = "Learn from rows before this time (ISO-8601).")
  private @Nullable Instant to;

  @Option(
      names = "--channels",
      split = ",",
      description = "Channels to use, separated by commas; all when left out.")
  private List<String> channels = List.of();

  @Option(
      names = "--grid",
      description = "Distance of the model's rows, such as PT1S; the recording's when left out.")
  private @Nullable Duration grid;

  @Option(
      names = "--kind",
      description =
          "What is learned: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Similarity suits"
              + " machines with several ways of running.",
      defaultValue = "PRINCIPAL_COMPONENTS")
  private FitMethod.Kind kind;

  @Option(
      names = "--window",
      description = "Rows a window spans (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + FitMethod.DEFAULT_WINDOW_ROWS)
  private int window;

  @Option(
      names = "--features",
      split = ",",
      description = "Of every window: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "MEAN")
  private List<Feature> features;

  @Option(
      names = "--lags",
      split = ",",
      description = "Windows further back, in rows (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private List<Integer> lags;

  @Option(
      names = "--variance",
      description = "Share of the variance the components explain (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + FitMethod.DEFAULT_VARIANCE_SHARE)
  private double variance;

  @Option(
      names = "--average",
      paramLabel = "ROWS",
      description =
          "Average the statistics over so many rows: slow faults stand out, quick ones are told"
              + " later (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int averagedRows;

  @Option(
      names = "--choose",
      description =
          "Choose window, features, lags, variance and averaging by how many seeded faults of"
              + " held-out normal running they find; those options have no part then.")
  private boolean choose;

  @Option(
      names = "--one-false-alarm-in",
      paramLabel = "TIME",
      description =
          "Choose the limit so that a machine that runs well raises at most one alarm in this time,"
              + " such as P7D. Refused when the recording is too short for it.")
  private @Nullable Duration oneFalseAlarmIn;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (rows != null && rows < 1) {
      throw new IllegalArgumentException("--rows must be at least 1");
    }
    PrintWriter err = command.commandLine().getErr();
    OciLayout layout = made.store();
    ModelFitter fitter = new ModelFitter(new ProgressBar(err, isTerminal()));
    FitOptions options =
        new FitOptions(
            made.name(),
            files,
            channels,
            rows,
            from,
            to,
            grid,
            new FitMethod(kind, window, features, lags, variance, averagedRows),
            made.assetLabel(),
            oneFalseAlarmIn == null ? null : new FalseAlarmBudget(oneFalseAlarmIn));
    ModelFitter.Fit fit = choose ? fitter.fitChosen(options) : fitter.fit(options);
    String digest = layout.pack(fit.contents());
    summarise(err, fit.report(), fit.contents().spec());
    PrintWriter out = command.commandLine().getOut();
    out.println(json(new Answer(made.name(), digest, fit.contents().spec())));
    out.flush();
    return 0;
  }

  // Since Java 25 there is none again where the output goes to a file.
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The last line on standard output. */
  record Answer(String name, String digest, ModelSpec spec) {}

  private static String json(Answer answer) throws JsonProcessingException {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build()
        .writeValueAsString(answer);
  }

  private static void summarise(PrintWriter err, FitReport report, ModelSpec spec) {
    println(
        err,
        String.format(
            Locale.ROOT,
            "%s: %d channels, %d rows from %s to %s, a row every %s, windows of %d rows",
            report.name(),
            report.channels().size(),
            report.rows(),
            report.from(),
            report.to(),
            spec.gridStep(),
            spec.window().rows()));
    println(
        err,
        String.format(
            Locale.ROOT,
            "%s: %d components explain %.1f %% of the variance; on held-out normal running %.2f %% of"
                + " the rows were above the limit",
            report.method(),
            report.components(),
            100 * report.explainedVariance(),
            100 * report.expectedFalseAlarmShare()));
    FitReport.Budget budget = report.budget();
    if (budget != null) {
      println(
          err,
          String.format(
              Locale.ROOT,
              "One false alarm in %s: limits at %.2f times the standard ones (nine in ten: %.2f to"
                  + " %.2f), from %d separate peaks",
              budget.oneFalseAlarmIn(),
              budget.factor(),
              budget.factorLow(),
              budget.factorHigh(),
              budget.excursions()));
    }
    report.notes().forEach(note -> println(err, "Note: " + note));
    for (FitReport.Candidate candidate : report.candidates()) {
      println(
          err,
          String.format(
              Locale.ROOT,
              "Compared: %s finds %.1f %% of the rows of seeded faults",
              candidate.method(),
              100 * candidate.foundShare()));
    }
    RobustnessWords.print(err, report.robustness());
  }

  private static void println(PrintWriter err, String message) {
    err.println(message);
    err.flush();
  }
}
