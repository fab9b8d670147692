package io.linewatch.bench.central;

import io.linewatch.domain.wire.Topics;
import java.util.List;

/** The packaged {@code linewatch-central}. */
final class CentreContender implements Contender {
  private final BenchProgram program;

  CentreContender(BenchProgram program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "linewatch-central";
  }

  @Override
  public String schema() {
    return "public";
  }

  @Override
  public String alerts() {
    return Topics.ALERTS.name();
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
    return program
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("linewatch_central_records_total{consumer=\"feed\""))
        .mapToLong(CentreContender::value)
        .sum();
  }

  @Override
  public List<String> refusals() throws Exception {
    return program
        .get("/metrics")
        .lines()
        .filter(line ->
            line.startsWith("linewatch_central_refused_total")
                || line.startsWith("linewatch_central_duplicates_total"))
        .toList();
  }

  private static long value(String line) {
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
