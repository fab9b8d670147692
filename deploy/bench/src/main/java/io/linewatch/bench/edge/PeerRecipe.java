package io.linewatch.bench.edge;

import io.linewatch.bench.system.BenchSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gets peers ready by {@code deploy/bench/peers.sh}; what was built once is kept. */
final class PeerRecipe {
  private static final long BUILD_MINUTES = 15;

  private PeerRecipe() {}

  /** Why a peer cannot take part here, in one sentence. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /**
   * @return the folder with the peer in it
   * @throws Missing when it cannot be had on this machine
   */
  static Path ready(BenchSystem bench, String peer)
      throws IOException, InterruptedException, Missing {
    Path repository = bench.programs().repository();
    Path folder = repository.resolve(".linewatch").resolve("bench").resolve(peer);
    Path log = bench.folder().resolve("logs").resolve(peer + "-build.log");
    Files.createDirectories(log.getParent());
    Process script =
        new ProcessBuilder(
                List.of(
                    repository.resolve("deploy/bench/peers.sh").toString(),
                    peer,
                    folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!script.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      script.destroyForcibly();
      throw new Missing(peer + " was not built within " + BUILD_MINUTES + " minutes");
    }
    if (script.exitValue() != 0) {
      String last = Files.readString(log).lines().reduce("", (before, line) -> line);
      throw new Missing(last + " (" + log + ")");
    }
    return folder;
  }
}
