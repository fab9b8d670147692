package io.linewatch.central.cli;

import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.historian.HistorianImport;
import io.linewatch.central.historian.HistorianImport.Outcome;
import io.linewatch.central.historian.ImportOptions;
import io.linewatch.central.historian.RefusedExport;
import io.linewatch.central.historian.ReportJson;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryImport;
import io.linewatch.central.history.ImportRefused;
import io.linewatch.central.history.ImportStore;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.domain.sheet.PlantSheet;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = {
      "Takes what a historian exported, CSV or Parquet, into history.",
      "It raises no alert. Look first with --dry-run; the manual is docs/history.md."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int REFUSED = 1;

  @Spec CommandSpec spec;
  @Mixin ConfigOption config = new ConfigOption();
  @Mixin ExportOptions export = new ExportOptions();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "the export")
  @Nullable Path file;

  @Option(names = "--dry-run", description = "reads and reports all, writes nothing")
  boolean dryRun;

  @Option(
      names = "--preview",
      paramLabel = "ROWS",
      defaultValue = "10",
      description = "values that a dry run shows")
  int preview = 10;

  @Option(names = "--report", paramLabel = "FILE", description = "the whole report as JSON")
  @Nullable Path report;

  @Option(names = "--by", defaultValue = "command line", description = "who imports")
  String by = "";

  @Option(names = "--undo", paramLabel = "IMPORT", description = "takes an import away again")
  @Nullable Long undo;

  @Option(names = "--list", description = "says which imports there are")
  boolean list;

  @Override
  public Integer call() throws IOException {
    int asked = (file == null ? 0 : 1) + (undo == null ? 0 : 1) + (list ? 1 : 0);
    if (asked != 1) {
      throw new BadConfiguration(
          List.of("say one of: a file to import, --undo IMPORT, or --list; see import --help"));
    }
    CentralSettings settings = config.read();
    try (HistoryDatabase database = settings.openDatabase()) {
      ImportStore store = new ImportStore(database);
      if (list) {
        return list(store);
      }
      Path path = file;
      if (path == null) {
        return undo(store);
      }
      PlantSheet sheet =
          new PlantStore(
                  database.jdbi(), settings.config().site(), InstantSource.system(), () -> {})
              .current()
              .sheet();
      return read(store, path, sheet);
    } catch (FileSystemException e) {
      spec.commandLine().getErr().println("--report " + e.getFile() + " cannot be written");
      return REFUSED;
    } catch (RefusedExport | ImportRefused e) {
      spec.commandLine().getErr().println(e.getMessage());
      return REFUSED;
    }
  }

  private int read(ImportStore store, Path path, PlantSheet sheet)
      throws RefusedExport, ImportRefused, IOException {
    ImportOptions options = export.read();
    if (report != null) {
      Files.writeString(report, ""); // before anything is imported that it could not tell of
    }
    HistorianImport historian =
        HistorianImport.of(path, sheet, options, InstantSource.system().instant());
    print(path.getFileName() + ": " + historian.readAs());
    PrintWriter err = spec.commandLine().getErr();
    ImportProgress progress = new ImportProgress(err, isTerminal(), InstantSource.system());
    Outcome outcome =
        dryRun
            ? historian.dryRun(store, Math.clamp(preview, 0, 1_000), progress)
            : historian.run(store, by, progress);
    switch (outcome) {
      case Outcome.Known known ->
          print(
              "the file was imported on %s as import %d; nothing was added"
                  .formatted(known.earlier().startedAt(), known.earlier().id()));
      case Outcome.Done done -> {
        ImportSummary.preview(done.preview()).forEach(this::print);
        ImportSummary.lines(done.report()).forEach(this::print);
        if (report != null) {
          Files.writeString(report, ReportJson.write(done.report()));
        }
      }
    }
    return 0;
  }

  private int undo(ImportStore store) throws ImportRefused {
    long id = undo == null ? 0 : undo;
    long blocks = store.undo(id, by, InstantSource.system().instant());
    print("import %d is taken away, %,d blocks".formatted(id, blocks));
    return 0;
  }

  private int list(ImportStore store) {
    List<HistoryImport> imports = store.list();
    if (imports.isEmpty()) {
      print("nothing was imported yet");
    }
    for (HistoryImport one : imports) {
      print(
          "%d  %s  %s  %s  by %s, %,d values%s"
              .formatted(
                  one.id(),
                  one.startedAt(),
                  state(one.state()),
                  one.file(),
                  one.startedBy(),
                  one.written().samples(),
                  one.from() == null ? "" : ", " + one.from() + " to " + one.to()));
    }
    return 0;
  }

  private static String state(HistoryImport.State state) {
    return switch (state) {
      case RUNNING -> "not finished (run it again to go on, or --undo)";
      case FINISHED -> "finished";
      case UNDOING -> "not wholly undone (repeat --undo)";
      case UNDONE -> "undone";
    };
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  // Since Java 25 there is none again where the output goes to a file.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
