package io.linewatch.model.life;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvTable;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of runs: a column that names the machine, one that counts its cycles, channels. A
 * table without a header has them in this order; one with 26 columns is read as C-MAPSS.
 */
public final class RunsReader {
  private static final List<String> UNIT_NAMES =
      List.of("unit", "unit_number", "unit_nr", "engine", "machine", "asset", "unit_id", "id");
  private static final List<String> CYCLE_NAMES =
      List.of("cycle", "cycles", "time_cycles", "time_in_cycles", "time, in cycles", "run");

  /** Columns of C-MAPSS (Saxena, Goebel, Simon and Eklund, PHM 2008, table 2). */
  private static final List<String> CMAPSS =
      List.of(
          "unit",
          "cycle",
          "setting1",
          "setting2",
          "setting3",
          "T2",
          "T24",
          "T30",
          "T50",
          "P2",
          "P15",
          "P30",
          "Nf",
          "Nc",
          "epr",
          "Ps30",
          "phi",
          "NRf",
          "NRc",
          "BPR",
          "farB",
          "htBleed",
          "Nf_dmd",
          "PCNfR_dmd",
          "W31",
          "W32");

  private final Map<String, TreeMap<Long, double[]>> byUnit = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long repeated;
  private long unnumbered;

  private RunsReader() {}

  /**
   * Reads files below each other.
   *
   * @param wanted channels to take, in this order; empty for all
   * @throws FitRefused when columns are missing or files do not fit each other
   */
  public static Runs read(
      List<Path> files,
      List<String> wanted,
      @Nullable String unitColumn,
      @Nullable String cycleColumn)
      throws IOException, UnreadableCsv, FitRefused {
    RunsReader reader = new RunsReader();
    List<CsvGuess.Column> channels = List.of();
    for (Path file : files) {
      CsvTable table = CsvTable.read(file);
      int unit = column(table, unitColumn, UNIT_NAMES, 0, "names the machine", "--unit");
      int cycle = column(table, cycleColumn, CYCLE_NAMES, 1, "counts the cycles", "--cycle-column");
      List<CsvGuess.Column> chosen = choose(table, wanted, unit, cycle);
      if (!channels.isEmpty() && !names(channels).equals(names(chosen))) {
        throw new FitRefused(
            file + " has channels " + names(chosen) + ", the file before had " + names(channels));
      }
      channels = chosen;
      reader.take(table, unit, cycle, chosen);
    }
    if (channels.isEmpty()) {
      throw new FitRefused("name at least one table of runs with a channel in it");
    }
    return reader.finish(channels);
  }

  private static int column(
      CsvTable table,
      @Nullable String named,
      List<String> usual,
      int place,
      String what,
      String option)
      throws FitRefused {
    if (named != null) {
      int index = table.column(named);
      if (index < 0) {
        throw new FitRefused(table.file() + " has no column '" + named + "'");
      }
      return index;
    }
    if (!table.header()) {
      return place;
    }
    for (String name : usual) {
      int index = table.column(name);
      if (index >= 0) {
        return index;
      }
    }
    throw new FitRefused(
        table.file()
            + " has no column that "
            + what
            + ", such as '"
            + usual.getFirst()
            + "': name it with "
            + option);
  }

  private static List<CsvGuess.Column> choose(
      CsvTable table, List<String> wanted, int unit, int cycle) throws FitRefused {
    List<CsvGuess.Column> all =
        named(table).stream().filter(c -> c.index() != unit && c.index() != cycle).toList();
    if (wanted.isEmpty()) {
      return all;
    }
    List<CsvGuess.Column> chosen = new ArrayList<>();
    for (String name : wanted) {
      chosen.add(
          all.stream()
              .filter(c -> c.channel().equals(name) || c.header().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new FitRefused(
                      table.file() + " has no channel '" + name + "'; it has " + names(all))));
    }
    return chosen;
  }

  private static List<CsvGuess.Column> named(CsvTable table) {
    if (table.header() || table.columns().size() != CMAPSS.size()) {
      return table.columns();
    }
    return table.columns().stream()
        .map(c -> {
          String name = CMAPSS.get(c.index());
          return new CsvGuess.Column(c.index(), name, name, "");
        })
        .toList();
  }

  private static List<String> names(List<CsvGuess.Column> columns) {
    return columns.stream().map(CsvGuess.Column::channel).toList();
  }

  private void take(CsvTable table, int unit, int cycle, List<CsvGuess.Column> channels)
      throws FitRefused {
    for (int i = 0; i < table.rows().size(); i++) {
      double counted = table.number(i, cycle);
      String name = table.text(i, unit);
      if (Double.isNaN(counted) || name.isEmpty()) {
        unnumbered++;
        continue;
      }
      if (counted != Math.rint(counted)) {
        throw new FitRefused(
            table.file()
                + " row "
                + (i + 1)
                + ": cycle "
                + counted
                + " is no whole number: count"
                + " the cycles of each machine from 1");
      }
      double[] values = new double[channels.size()];
      for (int c = 0; c < values.length; c++) {
        values[c] = table.number(i, channels.get(c).index());
      }
      TreeMap<Long, double[]> run = byUnit.computeIfAbsent(name, _ -> new TreeMap<>());
      repeated += run.putIfAbsent((long) counted, values) == null ? 0 : 1;
    }
    if (table.ragged() > 0) {
      notes.add(table.file() + ": " + table.ragged() + " rows of another length left out");
    }
  }

  private Runs finish(List<CsvGuess.Column> channels) {
    if (unnumbered > 0) {
      notes.add(unnumbered + " rows without a machine or a cycle left out");
    }
    if (repeated > 0) {
      notes.add(repeated + " rows repeat a cycle of their machine: only the first of each is used");
    }
    List<Runs.Run> runs = new ArrayList<>();
    byUnit.forEach((unit, rows) ->
        runs.add(
            new Runs.Run(
                unit,
                rows.keySet().stream().mapToLong(Long::longValue).toArray(),
                rows.values().toArray(double[][]::new))));
    return new Runs(channels, runs, notes);
  }
}
