package io.linewatch.central.cli;

import io.linewatch.central.config.CentralSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, and reading it. */
final class ConfigOption {
  @Option(names = "--config", required = true, paramLabel = "FILE", description = "central.yaml")
  Path file;

  /**
   * @throws BadConfiguration with every problem
   */
  CentralSettings read() {
    CentralSettings.Reading reading = CentralSettings.read(file);
    CentralSettings settings = reading.settings();
    if (settings == null) {
      throw new BadConfiguration(
          reading.problems().stream().map(problem -> file + ": " + problem).toList());
    }
    return settings;
  }
}
