package io.linewatch.domain.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.config.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plant sheet as one CSV: the column {@code table} says which table a row belongs to, the other
 * columns are those of all tables. Lists and groups stand in one cell, their items parted by {@code
 * |}. Text in, text out.
 */
public final class PlantSheetCsv {
  static final String TABLE_COLUMN = "table";

  /** Table of the one row that names the site. */
  static final String PLANT_TABLE = "plant";

  static final String SITE_COLUMN = "site";

  private PlantSheetCsv() {}

  /**
   * Reads a sheet; comma, semicolon and tab part columns, and where they are semicolons or tabs a
   * decimal comma is read. The problems are those of form alone, with row and column.
   */
  public static Result<PlantSheet> read(String csv) {
    return reading(csv).read();
  }

  /**
   * All that is wrong with the text, in form and in sense, with row and column; empty when good.
   */
  public static List<Problem> check(String csv) {
    return reading(csv).check();
  }

  /**
   * The text of a file, as spreadsheets save it: UTF-8 with or without a mark, or UTF-16 with one.
   *
   * @throws IllegalArgumentException when it is in another encoding
   */
  public static String decode(byte[] file) {
    Charset charset = StandardCharsets.UTF_8;
    if (file.length >= 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xfe) {
      charset = StandardCharsets.UTF_16LE;
    } else if (file.length >= 2 && (file[0] & 0xff) == 0xfe && (file[1] & 0xff) == 0xff) {
      charset = StandardCharsets.UTF_16BE;
    }
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the file is not UTF-8; save it as 'CSV UTF-8' and try again", e);
    }
  }

  /** Reads back to an equal sheet. */
  public static String write(PlantSheet sheet) {
    List<String> header = new ArrayList<>();
    header.add(TABLE_COLUMN);
    header.addAll(SheetTables.allColumns());
    StringWriter text = new StringWriter();
    try (CsvWriter out = CsvWriter.builder().build(text)) {
      out.writeRecord(header);
      writeRow(out, header, PLANT_TABLE, Map.of(SITE_COLUMN, sheet.site()));
      for (String table : SheetTables.TYPES.keySet()) {
        for (Record row : SheetTables.rows(sheet, table)) {
          writeRow(out, header, table, SheetTables.cells(row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return text.toString();
  }

  private static SheetReading reading(String csv) {
    CsvTree tree = CsvTree.of(csv);
    return new SheetReading(tree.tree(), tree::placed);
  }

  private static void writeRow(
      CsvWriter out, List<String> header, String table, Map<String, Object> cells) {
    List<String> row = new ArrayList<>();
    for (String column : header) {
      Object cell = cells.get(column);
      row.add(column.equals(TABLE_COLUMN) ? table : cell == null ? "" : SheetText.of(cell));
    }
    out.writeRecord(row);
  }
}
