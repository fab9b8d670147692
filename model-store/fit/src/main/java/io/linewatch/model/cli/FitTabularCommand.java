package io.linewatch.model.cli;

import io.linewatch.model.tabular.TabularFitter;
import io.linewatch.model.tabular.TabularOptions;
import io.linewatch.model.tabular.TabularReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code fit tabular}: records with failures to a package that says how likely the next is. */
@Command(
    name = FitTabularCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Learns from records which conditions machines fail under, and puts the model into the store.",
      "A table has a header and one row a record, with a column of 0 and 1 that says whether it",
      "failed. The last line on standard output is JSON with the package's digest."
    })
final class FitTabularCommand implements Callable<Integer> {
  static final String NAME = "fit tabular";

  @Parameters(paramLabel = "FILE", arity = "1", description = "Table of records (CSV).")
  private Path file;

  @Mixin private final PackageOptions made = new PackageOptions();

  @Option(
      names = "--label",
      description = "Column that says whether it failed; 'failure' and the like when left out.")
  private @Nullable String label;

  @Option(
      names = "--leave-out",
      split = ",",
      description = "Columns not to use, separated by commas.")
  private List<String> leaveOut = List.of();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "How often a gateway judges (default: ${DEFAULT-VALUE}).",
      defaultValue = "PT1S")
  private Duration every;

  @Option(
      names = "--trees",
      description = "Trees of the forest (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + TabularOptions.DEFAULT_TREES)
  private int trees;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = command.commandLine().getErr();
    TabularFitter.Fit fit =
        new TabularFitter(err::println)
            .fit(
                new TabularOptions(
                    made.name(),
                    List.of(file),
                    label,
                    leaveOut,
                    null,
                    every,
                    trees,
                    made.assetLabel()));
    String digest = made.store().pack(fit.contents());
    TabularReport report = fit.report();
    err.println(
        String.format(
            Locale.ROOT,
            "%s: %d records with %d failures. On records not seen: average precision %.3f; at the"
                + " limit of %.2f %.0f %% of the alarms are right and %.0f %% of the failures found",
            report.name(),
            report.records(),
            report.failures(),
            report.outOfBag().averagePrecision(),
            report.limit(),
            100 * report.outOfBag().precision(),
            100 * report.outOfBag().recall()));
    report.codes().forEach((channel, code) -> err.println("Words of " + channel + ": " + code));
    report.notes().forEach(note -> err.println("Note: " + note));
    RobustnessWords.print(err, report.robustness());
    PackedAnswer.print(command.commandLine().getOut(), made.name(), digest, fit.contents().spec());
    return 0;
  }
}
