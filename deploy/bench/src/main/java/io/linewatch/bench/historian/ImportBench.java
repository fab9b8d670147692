package io.linewatch.bench.historian;

import io.linewatch.bench.measure.Median;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.central.historian.HistorianImport;
import io.linewatch.central.historian.ImportOptions;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.ImportStore;
import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.PostgresServer;
import io.linewatch.standalone.server.SiteServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code import}: rows a second of a historian's CSV export, beside a plain parse and COPY. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Rows a second that linewatch-central import takes, beside parsing the same CSV and copying it",
      "into a plain table. Starts a PostgreSQL of its own."
    })
public final class ImportBench implements Callable<Integer> {
  private static final String PASSWORD = "bench";

  /** Of the floor's rate: it decodes times and numbers, finds channels, makes exact blocks. */
  private static final double LEAST_SHARE = 0.33;

  @Option(names = "--rows", defaultValue = "2000000", description = "about as many; 2 million")
  private int rows;

  @Option(names = "--channels", defaultValue = "50", description = "tags in the file; 50")
  private int channels;

  @Option(names = "--rounds", defaultValue = "3", description = "of both by turns; 3")
  private int rounds;

  @Option(names = "--seed", defaultValue = "1", description = "of the values; 1")
  private long seed;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("import", seed);
    MadeExport export = new MadeExport(channels, rows, seed);
    try (BenchSystem bench = BenchSystem.open("import")) {
      int port = new FreePorts().any();
      SiteServer postgres =
          new LocalServerRoom(bench.state(), bench.programs()).postgres(port, PASSWORD);
      bench.teardown().add(postgres.name(), postgres);
      postgres.start();
      Path file = bench.folder().resolve("export.csv");
      export.write(file);
      try (HistoryDatabase database =
          HistoryDatabase.open(PostgresServer.url(port), PostgresServer.USER, PASSWORD)) {
        database.migrate();
        measure(export, file, database, report);
      }
    }
    report.print(System.out);
    return 0;
  }

  private void measure(MadeExport export, Path file, HistoryDatabase database, BenchReport report)
      throws Exception {
    List<Double> imported = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    // The first of each is not counted: it finds cold classes and empty files.
    for (int round = 0; round <= rounds; round++) {
      ImportStore store = new ImportStore(database);
      long[] id = new long[1];
      double ours = export.written() / seconds(() -> id[0] = importOnce(export, file, store));
      // So that every round finds history as the first did.
      var _ = store.undo(id[0], "bench", Instant.now());
      double floor = export.written() / seconds(() -> copyOnce(export, file, database));
      if (round > 0) {
        imported.add(ours);
        copied.add(floor);
      }
    }
    report.row(row("linewatch-central import", file, export, Median.of(imported)));
    report.row(row("floor: parse and COPY", file, export, Median.of(copied)));
    report.target(
        Target.atLeast(
            "import, share of the floor's rows/s", LEAST_SHARE, Median.ofRatios(imported, copied)));
  }

  private static Map<String, Object> row(
      String who, Path file, MadeExport export, double rowsPerSecond) throws Exception {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("who", who);
    cells.put("rows", export.written());
    cells.put("MB", Files.size(file) / 1e6);
    cells.put("rows/s", rowsPerSecond);
    return cells;
  }

  /** What is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }

  /**
   * @return number of the import
   */
  private static long importOnce(MadeExport export, Path file, ImportStore store) throws Exception {
    Instant now = Instant.now();
    var outcome =
        HistorianImport.of(file, export.sheet(), ImportOptions.NONE, now)
            .run(store, "bench", (_, _) -> {});
    if (!(outcome instanceof HistorianImport.Outcome.Done done)
        || done.report().rowsRead() != export.written()) {
      throw new IllegalStateException("not all was imported: " + outcome);
    }
    return done.report().importId();
  }

  private static void copyOnce(MadeExport export, Path file, HistoryDatabase database)
      throws Exception {
    long copied = CopyFloor.copy(file, database);
    if (copied != export.written()) {
      throw new IllegalStateException(copied + " rows were copied");
    }
  }
}
