package io.linewatch.domain.sheet;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.config.TextTree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The plant sheet as YAML: one key per table, one group of keys per row. Text in, text out. */
public final class PlantSheetYaml {
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private PlantSheetYaml() {}

  /**
   * Reads a sheet. The problems are those of form alone; {@link PlantSheetCheck} finds those of
   * sense, and {@link #check} both at once.
   */
  public static Result<PlantSheet> read(String yaml) {
    return reading(yaml).read();
  }

  /** All that is wrong with the text, in form and in sense, with path and line; empty when good. */
  public static List<Problem> check(String yaml) {
    return reading(yaml).check();
  }

  /** Reads back to an equal sheet. */
  public static String write(PlantSheet sheet) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = YAML.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("site", sheet.site());
      for (String table : SheetTables.TYPES.keySet()) {
        List<? extends Record> rows = SheetTables.rows(sheet, table);
        if (!rows.isEmpty()) {
          out.writeArrayFieldStart(table);
          for (Record row : rows) {
            writeRow(out, row);
          }
          out.writeEndArray();
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return text.toString();
  }

  private static SheetReading reading(String yaml) {
    TextTree tree = TextTree.ofYaml(yaml);
    return new SheetReading(tree, tree::placed);
  }

  private static void writeRow(JsonGenerator out, Record row) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, Object> cell : SheetTables.cells(row).entrySet()) {
      out.writeFieldName(cell.getKey());
      writeCell(out, cell.getValue());
    }
    out.writeEndObject();
  }

  private static void writeCell(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case Double number -> out.writeNumber(SheetText.number(number));
      case Boolean truth -> out.writeBoolean(truth);
      case List<?> list -> {
        out.writeStartArray();
        for (Object item : list) {
          out.writeString(String.valueOf(item));
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : SheetText.sorted(map)) {
          out.writeStringField(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
        out.writeEndObject();
      }
      default -> out.writeString(SheetText.of(value));
    }
  }
}
