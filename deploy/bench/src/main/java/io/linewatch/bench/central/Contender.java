package io.linewatch.bench.central;

import java.util.List;

/** One of the two that work off the same backlog, in a process of its own. One thread. */
abstract class Contender {
  private final String name;
  private final Tables tables;
  private final BenchProgram program;

  Contender(String name, Tables tables, BenchProgram program) {
    this.name = name;
    this.tables = tables;
    this.program = program;
  }

  /**
   * Where its work is seen.
   *
   * @param schema of the tables it writes
   * @param alerts topic its alerts go to
   */
  record Tables(String schema, String alerts) {}

  final String name() {
    return name;
  }

  final Tables tables() {
    return tables;
  }

  /** Starts it on whatever is in the topics; returns before it works. */
  final void start() {
    program.start();
  }

  /** Waits until all of it has started. */
  final void awaitReady() throws Exception {
    program.awaitReady();
  }

  /** Asks it to end and waits. */
  final void stop() {
    program.stop();
  }

  final long pid() {
    return program.pid();
  }

  /** Body of its answer at a path. */
  final String get(String path) throws Exception {
    return program.get(path);
  }

  /** Events its feed took since it was started. */
  abstract long fed() throws Exception;

  /** Records it refused or dropped since it was started, in words; empty when there are none. */
  abstract List<String> refusals() throws Exception;
}
