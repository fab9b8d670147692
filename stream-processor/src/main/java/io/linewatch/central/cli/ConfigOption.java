package io.linewatch.central.cli;

import io.linewatch.central.config.CentralSettings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --config}, and reading it. */
final class ConfigOption {
  @Option(names = "--config", required = true, paramLabel = "FILE", description = "central.yaml")
  Path file;

  /** Every problem, each with the file's name; empty when it is good. */
  static List<String> problems(Path file) {
    return CentralSettings.read(file).problems().stream()
        .map(problem -> file + ": " + problem)
        .toList();
  }

  /**
   * @throws BadConfiguration with every problem
   */
  CentralSettings read() {
    CentralSettings.Reading reading = CentralSettings.read(file);
    CentralSettings settings = reading.settings();
    if (settings == null) {
      throw new BadConfiguration(problems(file));
    }
    return settings;
  }
}
