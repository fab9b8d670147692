package io.linewatch.standalone.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process and all that it started: a database server is one process for each connection. */
record ProcessTree(ProcessHandle root, List<ProcessHandle> members) {
  private static final int FREEZE_ROUNDS = 20;

  ProcessTree {
    members = List.copyOf(members);
  }

  static ProcessTree of(ProcessHandle root) {
    return new ProcessTree(root, Stream.concat(Stream.of(root), root.descendants()).toList());
  }

  /** The process alone. */
  static ProcessTree root(ProcessHandle root) {
    return new ProcessTree(root, List.of(root));
  }

  /** Stops all, also those that were started while the first ones were being stopped. */
  void freeze() throws InterruptedException {
    Set<ProcessHandle> frozen = new HashSet<>();
    ProcessTree now = this;
    for (int round = 0; round < FREEZE_ROUNDS; round++) {
      if (!frozen.addAll(now.members)) {
        return;
      }
      now.signal("STOP");
      now = of(root);
    }
    throw new IllegalStateException(
        "process " + root.pid() + " starts others faster than they stop");
  }

  /** Java sends TERM and KILL only, and only to one. Members that have ended are passed over. */
  void signal(String name) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    members.stream()
        .filter(ProcessHandle::isAlive)
        .forEach(member -> words.add(Long.toString(member.pid())));
    if (words.size() == 2) {
      return;
    }
    try {
      // Its exit code says only that one of them had ended meanwhile.
      Process kill =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
        throw new IllegalStateException(words + " did not end within 5 s");
      }
    } catch (IOException e) {
      throw new IllegalStateException(words + " could not be run: " + e.getMessage(), e);
    }
  }
}
