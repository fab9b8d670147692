package io.linewatch.central.cli;

import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.plant.PlantChange;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.plant.PlantVersion;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetDiff;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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
    name = "plant",
    description = "The plant sheet, as YAML or, by the file's extension, CSV.",
    subcommands = {
      PlantCommand.Check.class,
      PlantCommand.Diff.class,
      PlantCommand.Apply.class,
      PlantCommand.Export.class
    })
final class PlantCommand {
  @Command(
      name = "check",
      description = "Says everything that is wrong with a sheet. Needs no configuration.")
  static final class Check implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "central.yaml; checked too when it is given")
    @Nullable Path config;

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() {
      List<String> problems = new ArrayList<>();
      if (config != null) {
        problems.addAll(ConfigOption.problems(config));
      }
      SheetFile.Reading reading = SheetFile.read(file);
      problems.addAll(reading.problems());
      PlantSheet sheet = reading.sheet();
      if (sheet == null || !problems.isEmpty()) {
        throw new BadConfiguration(problems);
      }
      print(
          spec,
          "%s: good; %d assets, %d limits"
              .formatted(file, sheet.assets().size(), sheet.limits().size()));
      return 0;
    }
  }

  @Command(name = "diff", description = "Says what applying a sheet would change.")
  static final class Diff implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() {
      PlantSheet sheet = SheetFile.good(file);
      CentralSettings settings = config.read();
      try (HistoryDatabase database = settings.openDatabase()) {
        PlantVersion now = store(database, settings).current();
        List<String> lines = PlantSheetDiff.between(now.sheet(), sheet);
        print(spec, "against version " + now.version() + ":");
        print(spec, lines.isEmpty() ? "no difference" : String.join("\n", lines));
      }
      return 0;
    }
  }

  @Command(name = "apply", description = "Puts a sheet in force, all of it or nothing.")
  static final class Apply implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Option(names = "--reason", defaultValue = "", description = "kept with the version")
    String reason = "";

    @Option(names = "--by", defaultValue = "command line", description = "who applies it")
    String by = "";

    @Override
    public Integer call() {
      PlantSheet sheet = SheetFile.good(file);
      CentralSettings settings = config.read();
      try (HistoryDatabase database = settings.openDatabase()) {
        PlantStore store = store(database, settings);
        long seen = store.current().version();
        PlantChange change =
            store.apply(sheet, seen, by, reason, "plant", String.valueOf(file.getFileName()));
        return outcome(change);
      }
    }

    private int outcome(PlantChange change) {
      return switch (change) {
        case PlantChange.Applied applied -> {
          List<String> gateways = applied.gateways();
          print(
              spec,
              "version %d is in force; gateways to follow: %s"
                  .formatted(
                      applied.version(),
                      gateways.isEmpty() ? "none" : String.join(", ", gateways)));
          yield 0;
        }
        case PlantChange.Conflict conflict -> {
          spec.commandLine()
              .getErr()
              .printf(
                  "somebody else applied version %d; run diff and try again%n",
                  conflict.currentVersion());
          yield 1;
        }
        case PlantChange.Wrong wrong -> throw new BadConfiguration(wrong.problems());
      };
    }
  }

  @Command(name = "export", description = "Writes the sheet in force to a file.")
  static final class Export implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() throws IOException {
      CentralSettings settings = config.read();
      try (HistoryDatabase database = settings.openDatabase()) {
        PlantVersion now = store(database, settings).current();
        Files.writeString(
            file,
            SheetFile.isCsv(file)
                ? PlantSheetCsv.write(now.sheet())
                : PlantSheetYaml.write(now.sheet()));
        print(spec, "version " + now.version() + " is in " + file);
      }
      return 0;
    }
  }

  private static PlantStore store(HistoryDatabase database, CentralSettings settings) {
    return new PlantStore(
        database.jdbi(),
        settings.config().site(),
        InstantSource.system(),
        () -> {}); // the running processor looks for new documents by itself
  }

  private static void print(CommandSpec spec, String line) {
    spec.commandLine().getOut().println(line);
  }
}
