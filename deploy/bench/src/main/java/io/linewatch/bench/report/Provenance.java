package io.linewatch.bench.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What figures rest on, so that two reports can be compared. No time and no place: the same data,
 * version and seed give the same report.
 *
 * @param versions by program or library
 * @param data digest by data set
 */
public record Provenance(SortedMap<String, String> versions, SortedMap<String, String> data) {
  public Provenance {
    versions = new TreeMap<>(versions);
    data = new TreeMap<>(data);
  }

  public static Provenance of(Map<String, String> versions, Map<String, String> data) {
    return new Provenance(new TreeMap<>(versions), new TreeMap<>(data));
  }
}
