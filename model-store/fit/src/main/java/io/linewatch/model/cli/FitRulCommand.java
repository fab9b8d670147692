package io.linewatch.model.cli;

import io.linewatch.model.life.LifeFitter;
import io.linewatch.model.life.LifeOptions;
import io.linewatch.model.life.LifeReport;
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

/** {@code fit rul}: runs to failure to a package that foretells the remaining life. */
@Command(
    name = FitRulCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Learns the remaining useful life from runs to failure and puts the model into the store.",
      "A table has one row a cycle: the machine, the cycle, channels; a machine's last row is its",
      "last cycle. The last line on standard output is JSON with the package's digest."
    })
final class FitRulCommand implements Callable<Integer> {
  static final String NAME = "fit rul";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Tables of runs to failure.")
  private List<Path> files;

  @Mixin private final PackageOptions made = new PackageOptions();

  @Option(
      names = "--channels",
      split = ",",
      description = "Channels to use, separated by commas; when left out all that follow the life.")
  private List<String> channels = List.of();

  @Option(names = "--unit", description = "Column that names the machine; found when left out.")
  private @Nullable String unit;

  @Option(
      names = "--cycle-column",
      description = "Column that counts the cycles; found when left out.")
  private @Nullable String cycleColumn;

  @Option(
      names = "--window",
      description = "Cycles a life is foretold from (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + LifeOptions.DEFAULT_WINDOW)
  private int window;

  @Option(
      names = "--cap",
      description =
          "Longer lives are not told apart: a machine shows no wear while it has none (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "" + LifeOptions.DEFAULT_CAP)
  private int cap;

  @Option(
      names = "--warn-below",
      paramLabel = "CYCLES",
      description = "The score is 100 %% where so many are left (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + LifeOptions.DEFAULT_WARNING)
  private int warnBelow;

  @Option(
      names = "--cycle",
      paramLabel = "TIME",
      description = "How long a cycle lasts at the machine (default: ${DEFAULT-VALUE}).",
      defaultValue = "PT1H")
  private Duration cycle;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = command.commandLine().getErr();
    LifeFitter.Fit fit =
        new LifeFitter(err::println)
            .fit(
                new LifeOptions(
                    made.name(),
                    files,
                    channels,
                    unit,
                    cycleColumn,
                    window,
                    cap,
                    warnBelow,
                    cycle,
                    made.assetLabel()));
    String digest = made.store().pack(fit.contents());
    LifeReport report = fit.report();
    err.println(
        String.format(
            Locale.ROOT,
            "%s: %d machines, %d cycles, %d channels. On machines not seen the life was off by"
                + " %.1f cycles (root mean square, lives cut at %d)",
            report.name(),
            report.machines(),
            report.rows(),
            report.channels().size(),
            report.heldOut().rmse(),
            report.capCycles()));
    report.notes().forEach(note -> err.println("Note: " + note));
    RobustnessWords.print(err, report.robustness());
    PackedAnswer.print(command.commandLine().getOut(), made.name(), digest, fit.contents().spec());
    return 0;
  }
}
