package io.linewatch.bench.central;

import io.linewatch.domain.wire.Topics;
import java.util.List;
import java.util.stream.Stream;

/** The packaged {@code linewatch-central}. */
final class CentreContender extends Contender {
  CentreContender(BenchProgram program) {
    super("linewatch-central", new Tables("public", Topics.ALERTS.name()), program);
  }

  @Override
  long fed() throws Exception {
    return metrics("linewatch_central_records_total{consumer=\"feed\"")
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  List<String> refusals() throws Exception {
    return Stream.concat(
            metrics("linewatch_central_refused_total"),
            metrics("linewatch_central_duplicates_total"))
        .toList();
  }

  private Stream<String> metrics(String beginning) throws Exception {
    return get("/metrics").lines().filter(line -> line.startsWith(beginning));
  }
}
