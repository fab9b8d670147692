package io.linewatch.bench.central;

import java.util.List;

/** The pass-through. */
final class PassContender implements Contender {
  private final BenchProgram program;

  PassContender(BenchProgram program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "pass-through";
  }

  @Override
  public String schema() {
    return PassTables.SCHEMA;
  }

  @Override
  public String alerts() {
    return PassThrough.ALERTS;
  }

  @Override
  public void start() {
    program.start();
  }

  @Override
  public void awaitReady() throws Exception {
    program.awaitReady();
  }

  @Override
  public void stop() {
    program.stop();
  }

  @Override
  public long pid() {
    return program.pid();
  }

  @Override
  public long fed() throws Exception {
    return Long.parseLong(program.get("/fed").strip());
  }

  @Override
  public List<String> refusals() {
    return List.of(); // it reads nothing, so it refuses nothing
  }
}
