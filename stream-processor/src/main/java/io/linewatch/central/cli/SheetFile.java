package io.linewatch.central.cli;

import io.linewatch.domain.config.ConfigReader;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plant sheet in a file: CSV by its extension, else YAML. */
final class SheetFile {
  private SheetFile() {}

  /** The sheet, or every problem there is, in form and in sense, each with the file's name. */
  record Reading(@Nullable PlantSheet sheet, List<String> problems) {}

  static boolean isCsv(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /**
   * @throws BadConfiguration with every problem
   */
  static PlantSheet good(Path file) {
    Reading reading = read(file);
    PlantSheet sheet = reading.sheet();
    if (sheet == null) {
      throw new BadConfiguration(reading.problems());
    }
    return sheet;
  }

  static Reading read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return new Reading(null, List.of(file + ": cannot be read; is the name right?"));
    }
    boolean csv = isCsv(file);
    String text = csv ? PlantSheetCsv.decode(bytes) : new String(bytes, StandardCharsets.UTF_8);
    List<Problem> problems = csv ? PlantSheetCsv.check(text) : PlantSheetYaml.check(text);
    ConfigReader.Result<PlantSheet> result =
        csv ? PlantSheetCsv.read(text) : PlantSheetYaml.read(text);
    if (problems.isEmpty() && result.value() != null) {
      return new Reading(result.value(), List.of());
    }
    return new Reading(
        null,
        (problems.isEmpty() ? result.problems() : problems)
            .stream().map(problem -> file + ": " + problem).toList());
  }
}
