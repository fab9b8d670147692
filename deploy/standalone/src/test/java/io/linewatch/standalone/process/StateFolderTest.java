package io.linewatch.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;

  @Test
  void whatAKilledStartLeftRunningIsEndedByTheNextOne() throws Exception {
    Path root = folder.resolve("状态 one");
    ProcessHandle left;
    try (StateFolder first = StateFolder.open(root, false)) {
      ChildProcess child =
          ChildProcess.start(
              new ChildProcess.Command("sleeper", List.of("sleep", "600"), Map.of()),
              root,
              first.records());
      left = ProcessHandle.of(child.pid()).orElseThrow();
    }

    try (StateFolder second = StateFolder.open(root, false)) {
      left.onExit().get(10, TimeUnit.SECONDS);
      assertThat(left.isAlive()).isFalse();
      assertThat(second.records().endLeftovers()).isEmpty();
    }
  }

  @Test
  void aRecordedIdThatAnotherProcessHasNowIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Path file = folder.resolve("processes");
      Files.writeString(file, "kafka\t" + other.pid() + "\t1\tanother-boot\n");

      assertThat(new ProcessRecords(file).endLeftovers()).isEmpty();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void freshEmptiesTheFolderButNeverSomebodyElses() throws Exception {
    Path mine = folder.resolve("mine");
    try (StateFolder first = StateFolder.open(mine, false)) {
      first.secretFile("secret", "x");
    }
    try (StateFolder again = StateFolder.open(mine, true)) {
      assertThat(again.root().resolve("secret")).doesNotExist();
    }
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "years of work");

    assertThatExceptionOfType(StartFailed.class)
        .isThrownBy(() -> StateFolder.open(foreign, true))
        .withMessageContaining("not the demo's");
    assertThat(foreign.resolve("thesis.txt")).exists();
  }
}
