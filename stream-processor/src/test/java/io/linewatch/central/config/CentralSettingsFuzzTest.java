package io.linewatch.central.config;

import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.LineMutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** central.yaml as people and editors spoil it. */
class CentralSettingsFuzzTest {
  @Test
  void everyFileIsSettingsOrItsProblemsAreNamed(@TempDir Path dir) throws Exception {
    CentralFolder folder =
        CentralFolder.in(dir, "127.0.0.1:9092", "jdbc:postgresql://127.0.0.1/linewatch");
    byte[] sample = Files.readAllBytes(folder.config());
    Path file = dir.resolve("mutant.yaml");

    Fuzz.run(
        FuzzTarget.of(
                "central-yaml",
                List.of(sample),
                new LineMutator(),
                input -> {
                  CentralSettings.Reading reading = CentralSettings.read(Files.write(file, input));
                  return reading.settings() != null ? null : reading.problems().getFirst();
                })
            .rounds(1_500)
            .memory(32 << 20, 2_048));
  }
}
