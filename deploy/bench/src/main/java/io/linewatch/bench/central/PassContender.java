package io.linewatch.bench.central;

import java.util.List;

/** The pass-through. */
final class PassContender extends Contender {
  PassContender(BenchProgram program) {
    super("pass-through", new Tables(PassTables.SCHEMA, PassThrough.ALERTS), program);
  }

  @Override
  long fed() throws Exception {
    return Long.parseLong(get("/fed").strip());
  }

  @Override
  List<String> refusals() {
    return List.of(); // it reads nothing, so it refuses nothing
  }
}
