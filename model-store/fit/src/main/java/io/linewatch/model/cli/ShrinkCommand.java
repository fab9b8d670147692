package io.linewatch.model.cli;

import io.linewatch.model.format.OciLayout;
import io.linewatch.model.shrink.Parity;
import io.linewatch.model.shrink.ShrinkReport;
import io.linewatch.model.shrink.Shrinker;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shrink}: a package in 8-bit whole numbers, if it answers the same. */
@Command(
    name = "shrink",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a package smaller: matrix products in 8-bit whole numbers where the answers stay within",
      "the bound. Refused when nothing is won. The smaller package becomes the newest of its name.",
      "The last line on standard output is JSON with its digest."
    })
final class ShrinkCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIGEST", description = "sha256:… of the package.")
  private String digest;

  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    OciLayout layout = store.open();
    Shrinker.Shrunk shrunk = new Shrinker(layout, digest).shrink();
    PrintWriter err = command.commandLine().getErr();
    table(shrunk.report()).forEach(err::println);
    err.flush();
    String packed = layout.pack(shrunk.contents());
    PackedAnswer.print(
        command.commandLine().getOut(),
        shrunk.contents().spec().name(),
        packed,
        shrunk.contents().spec());
    return 0;
  }

  private static List<String> table(ShrinkReport report) {
    Parity parity = report.parity();
    Parity bound = Parity.BOUND;
    return List.of(
        line("graph, bytes", report.bytesBefore() + " -> " + report.bytesAfter()),
        line(
            "one row, microseconds here",
            String.format(
                Locale.ROOT, "%.0f -> %.0f", report.microsBefore(), report.microsAfter())),
        line("rows judged", Integer.toString(parity.rows())),
        line("score differs, mean", percent(parity.meanDifference(), bound.meanDifference())),
        line("score differs, most", percent(parity.mostDifference(), bound.mostDifference())),
        line(
            "same side of 100 %",
            String.format(
                Locale.ROOT,
                "%.2f %% (at least %.2f %%)",
                100 * parity.sameVerdicts(),
                100 * bound.sameVerdicts())),
        line("a share differs, most", percent(parity.mostContribution(), bound.mostContribution())),
        line("products", report.forms().toString()));
  }

  private static String line(String what, String value) {
    return String.format(Locale.ROOT, "%-28s %s", what, value);
  }

  private static String percent(double value, double bound) {
    return String.format(Locale.ROOT, "%.2f %% (at most %.0f %%)", 100 * value, 100 * bound);
  }
}
