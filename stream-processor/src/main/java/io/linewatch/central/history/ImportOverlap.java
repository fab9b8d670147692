package io.linewatch.central.history;

import static io.linewatch.central.history.RecordRows.time;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What of a batch is new: minutes of which a gateway sent something stay as the gateway said, and a
 * value that an import brought is not brought again.
 */
final class ImportOverlap {
  private static final String THERE =
      """
      select minute, case when import_id is not null then body end from series_block
      where series = :series and minute >= :from and minute <= :to
      """;

  private ImportOverlap() {}

  /** The new blocks, in order, and what was counted on the way. */
  record Rest(List<ImportedBlock> blocks, ImportWritten counted) {
    Rest {
      blocks = List.copyOf(blocks);
    }
  }

  /** What is there of a minute: null times where a gateway sent it. */
  private record There(@Nullable Set<Long> importedMicros) {}

  static Rest without(Handle handle, List<ImportedBlock> batch) {
    Map<String, List<ImportedBlock>> bySeries = new LinkedHashMap<>();
    for (ImportedBlock block : batch) {
      bySeries.computeIfAbsent(block.block().series(), _ -> new ArrayList<>()).add(block);
    }
    List<ImportedBlock> rest = new ArrayList<>();
    ImportWritten counted = ImportWritten.NOTHING;
    for (Map.Entry<String, List<ImportedBlock>> series : bySeries.entrySet()) {
      Map<Instant, There> there = there(handle, series.getKey(), series.getValue());
      for (ImportedBlock block : series.getValue()) {
        counted = counted.plus(add(block, there.get(block.block().minute()), rest));
      }
    }
    return new Rest(rest, counted);
  }

  private static Map<Instant, There> there(
      Handle handle, String series, List<ImportedBlock> blocks) {
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    Set<Instant> asked = new HashSet<>();
    for (ImportedBlock block : blocks) {
      Instant minute = block.block().minute();
      asked.add(minute);
      from = minute.isBefore(from) ? minute : from;
      to = minute.isAfter(to) ? minute : to;
    }
    Map<Instant, There> there = new HashMap<>();
    try (var rows =
        handle
            .createQuery(THERE)
            .setFetchSize(1_000)
            .bind("series", series)
            .bind("from", time(from))
            .bind("to", time(to))
            .map((row, _) ->
                new Found(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBytes(2)))
            .iterator()) {
      while (rows.hasNext()) {
        Found found = rows.next();
        if (asked.contains(found.minute())) {
          there.merge(found.minute(), found.there(), ImportOverlap::both);
        }
      }
    }
    return there;
  }

  private record Found(Instant minute, byte @Nullable [] importedBody) {
    There there() {
      if (importedBody == null) {
        return new There(null);
      }
      Set<Long> times = new HashSet<>();
      for (long micros : SeriesCodec.decode(importedBody).timesMicros()) {
        times.add(micros);
      }
      return new There(times);
    }
  }

  private static There both(There one, There other) {
    Set<Long> these = one.importedMicros();
    Set<Long> those = other.importedMicros();
    if (these == null || those == null) {
      return new There(null);
    }
    these.addAll(those);
    return one;
  }

  private static ImportWritten add(
      ImportedBlock imported, @Nullable There there, List<ImportedBlock> rest) {
    int samples = imported.block().values().length;
    if (there == null) {
      rest.add(imported);
      return new ImportWritten(1, samples, 0, 0, 0);
    }
    Set<Long> known = there.importedMicros();
    if (known == null) {
      return new ImportWritten(0, 0, 1, samples, 0);
    }
    SeriesBlock fresh = without(imported.block(), known);
    int left = fresh.values().length;
    if (left == 0) {
      return new ImportWritten(0, 0, 0, 0, samples);
    }
    rest.add(new ImportedBlock(fresh, imported.holdsMinutes()));
    return new ImportWritten(1, left, 0, 0, samples - left);
  }

  private static SeriesBlock without(SeriesBlock block, Set<Long> known) {
    long[] times = new long[block.values().length];
    double[] values = new double[times.length];
    List<Run<Quality>> qualities = new ArrayList<>();
    int count = 0;
    int at = 0;
    for (Run<Quality> run : block.qualities()) {
      int kept = 0;
      for (int i = 0; i < run.length(); i++, at++) {
        if (!known.contains(block.timesMicros()[at])) {
          times[count] = block.timesMicros()[at];
          values[count++] = block.values()[at];
          kept++;
        }
      }
      if (kept > 0) {
        qualities.add(new Run<>(run.value(), kept));
      }
    }
    return new SeriesBlock(
        block.gateway(),
        block.series(),
        block.unit(),
        block.minute(),
        block.part(),
        block.policyRevision(),
        Arrays.copyOf(times, count),
        Arrays.copyOf(values, count),
        qualities,
        List.of(),
        block.complete());
  }
}
