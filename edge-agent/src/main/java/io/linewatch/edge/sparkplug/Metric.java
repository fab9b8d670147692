package io.linewatch.edge.sparkplug;

import org.jspecify.annotations.Nullable;

/**
 * One metric as it came, before anybody knows its type: data messages leave name and type to the
 * birth.
 *
 * @param name null where the alias stands for it
 * @param alias null where the name alone counts
 * @param timestamp milliseconds since 1970, null when it has none
 * @param datatype number of the data type, 0 when left to the birth
 * @param quality value of the property {@code Quality}, null when it has none
 */
record Metric(
    @Nullable String name,
    @Nullable Long alias,
    @Nullable Long timestamp,
    int datatype,
    boolean historical,
    boolean isNull,
    Form form,
    long bits,
    double number,
    String text,
    @Nullable Integer quality) {

  /** Which of the fields of the value is set. */
  enum Form {
    NONE,
    INTEGER,
    FLOATING,
    BOOLEAN,
    TEXT,
    /** Bytes, data sets, templates, extensions: their content is not read. */
    OTHER
  }

  /** How people find it. */
  String label() {
    return name != null ? "'" + name + "'" : "with alias " + (alias == null ? "none" : alias);
  }
}
