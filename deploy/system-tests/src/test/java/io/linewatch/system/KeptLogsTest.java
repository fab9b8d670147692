package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLogsTest {
  @TempDir Path folder;

  @Test
  void theLogsOfAFailedTestOutliveTheSystemThatWroteThem() throws Exception {
    try (StateFolder state = StateFolder.open(folder.resolve("system"), true)) {
      Path logs = Files.createDirectories(state.root().resolve("logs"));
      Files.writeString(logs.resolve("kafka.log"), "out of disk\n");

      KeptLogs.keep(
          state.root(), new LocalServerRoom(state, new Programs(folder)), "SomeIT.something");
      Files.writeString(logs.resolve("kafka.log"), "another start\n");
    }

    assertThat(folder.resolve("failed-logs/SomeIT.something/system/kafka.log"))
        .hasContent("out of disk");
  }
}
