package io.linewatch.model.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/** A report as JSON for people and programs. */
public final class ReportJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportJson() {}

  static byte[] bytes(FitReport report) {
    return of(report);
  }

  /** Any report that is a record of plain data. */
  public static byte[] of(Record report) {
    try {
      return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }
}
