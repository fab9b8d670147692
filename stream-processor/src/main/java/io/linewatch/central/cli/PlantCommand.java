package io.linewatch.central.cli;

import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.plant.PlantChange;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.plant.PlantVersion;
import io.linewatch.domain.config.ConfigReader;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetDiff;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Command(name = "check", description = "Says everything that is wrong with a sheet.")
  static final class Check implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() throws IOException {
      config.read();
      PlantSheet sheet = sheet(file);
      System.out.println(
          file
              + ": good; "
              + sheet.assets().size()
              + " assets, "
              + sheet.limits().size()
              + " limits");
      return 0;
    }
  }

  @Command(name = "diff", description = "Says what applying a sheet would change.")
  static final class Diff implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() throws IOException {
      PlantSheet sheet = sheet(file);
      try (HistoryDatabase database = open(config.read())) {
        PlantVersion now = store(database, config.read()).current();
        List<String> lines = PlantSheetDiff.between(now.sheet(), sheet);
        System.out.println("against version " + now.version() + ":");
        System.out.println(lines.isEmpty() ? "no difference" : String.join("\n", lines));
      }
      return 0;
    }
  }

  @Command(name = "apply", description = "Puts a sheet in force, all of it or nothing.")
  static final class Apply implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Option(names = "--reason", defaultValue = "", description = "kept with the version")
    String reason = "";

    @Option(names = "--by", defaultValue = "command line", description = "who applies it")
    String by = "";

    @Override
    public Integer call() throws IOException {
      PlantSheet sheet = sheet(file);
      CentralSettings settings = config.read();
      try (HistoryDatabase database = open(settings)) {
        PlantStore store = store(database, settings);
        long seen = store.current().version();
        PlantChange change =
            store.apply(sheet, seen, by, reason, "plant", String.valueOf(file.getFileName()));
        return switch (change) {
          case PlantChange.Applied applied -> {
            System.out.println(
                "version "
                    + applied.version()
                    + " is in force; gateways to follow: "
                    + (applied.gateways().isEmpty()
                        ? "none"
                        : String.join(", ", applied.gateways())));
            yield 0;
          }
          case PlantChange.Conflict conflict -> {
            System.err.println(
                "somebody else applied version "
                    + conflict.currentVersion()
                    + "; run diff and try again");
            yield 1;
          }
          case PlantChange.Wrong wrong -> throw new BadConfiguration(wrong.problems());
        };
      }
    }
  }

  @Command(name = "export", description = "Writes the sheet in force to a file.")
  static final class Export implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE")
    Path file;

    @Override
    public Integer call() throws IOException {
      CentralSettings settings = config.read();
      try (HistoryDatabase database = open(settings)) {
        PlantVersion now = store(database, settings).current();
        Files.writeString(
            file,
            isCsv(file) ? PlantSheetCsv.write(now.sheet()) : PlantSheetYaml.write(now.sheet()));
        System.out.println("version " + now.version() + " is in " + file);
      }
      return 0;
    }
  }

  private static boolean isCsv(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /**
   * Reads a sheet that is right.
   *
   * @throws BadConfiguration with every problem, in form and in sense
   */
  private static PlantSheet sheet(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text =
        isCsv(file) ? PlantSheetCsv.decode(bytes) : new String(bytes, StandardCharsets.UTF_8);
    List<Problem> problems = isCsv(file) ? PlantSheetCsv.check(text) : PlantSheetYaml.check(text);
    ConfigReader.Result<PlantSheet> result =
        isCsv(file) ? PlantSheetCsv.read(text) : PlantSheetYaml.read(text);
    PlantSheet sheet = result.value();
    if (!problems.isEmpty() || sheet == null) {
      throw new BadConfiguration(
          (problems.isEmpty() ? result.problems() : problems)
              .stream().map(problem -> file + ": " + problem).toList());
    }
    return sheet;
  }

  private static PlantStore store(HistoryDatabase database, CentralSettings settings) {
    return new PlantStore(
        database.jdbi(),
        settings.config().site(),
        InstantSource.system(),
        () -> {}); // the running processor looks for new documents by itself
  }

  private static HistoryDatabase open(CentralSettings settings) {
    HistoryDatabase database =
        HistoryDatabase.open(
            settings.config().database().url(),
            settings.config().database().user(),
            settings.databasePassword());
    database.migrate();
    return database;
  }
}
