package io.linewatch.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A server that starts another process, as PostgreSQL does for each connection. */
  private static final String PARENT_AND_CHILD = "sleep 600 & echo $! > child; wait";

  @TempDir Path folder;
  private StateFolder state;
  private ChildProcess parent;

  @BeforeEach
  void start() throws IOException {
    state = StateFolder.open(folder.resolve("state"), false);
    parent =
        ChildProcess.start(
            new ChildProcess.Command("parent", List.of("sh", "-c", PARENT_AND_CHILD), Map.of()),
            state.root(),
            state.records());
  }

  @AfterEach
  void end() throws Exception {
    parent.kill();
    state.close();
  }

  @Test
  void aPowerCutEndsAlsoWhatTheProcessStarted() throws Exception {
    ProcessHandle child = child();

    parent.kill();

    assertThat(parent.isAlive()).isFalse();
    assertThat(parent.hasDied()).as("it was killed on purpose").isFalse();
    await("the child has ended", () -> !isRunning(child.pid()));
  }

  @Test
  void pausedMeansThatNeitherItNorItsChildrenRunUntilItIsResumed() throws Exception {
    ProcessHandle child = child();

    parent.pause();
    await("both are stopped", () -> stateOf(parent.pid()) == 'T' && stateOf(child.pid()) == 'T');
    assertThat(parent.hasDied()).isFalse();

    parent.resume();
    await("both go on", () -> stateOf(parent.pid()) == 'S' && stateOf(child.pid()) == 'S');
    ProcessTree.of(child).signal("KILL");
  }

  @Test
  void aPausedProcessCanBeAskedToEnd() throws Exception {
    ProcessHandle child = child();
    parent.pause();

    parent.stop();

    assertThat(parent.isAlive()).isFalse();
    ProcessTree.of(child).signal("KILL");
  }

  @Test
  void oneThatDiedUnaskedSaysSoAndShowsItsLastWords() throws Exception {
    try (ChildProcess dying =
        ChildProcess.start(
            new ChildProcess.Command(
                "dying", List.of("sh", "-c", "echo no more disk; exit 3"), Map.of()),
            state.root(),
            state.records())) {
      await("it has died", dying::hasDied);
      assertThat(dying.obituary()).contains("dying ended with code 3", "no more disk");
    }
  }

  private ProcessHandle child() throws Exception {
    Path file = state.root().resolve("child");
    await(
        "the child's id is written",
        () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
  }

  private static boolean isRunning(long pid) throws IOException {
    return ProcessMark.of("child", pid).isPresent();
  }

  /** S for sleeping, T for stopped (proc(5), field 3). */
  private static char stateOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private void await(String what, Readiness.Check check) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!check.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
