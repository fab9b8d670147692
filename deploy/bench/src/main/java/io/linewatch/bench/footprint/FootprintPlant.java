package io.linewatch.bench.footprint;

import io.linewatch.bench.system.BenchPlant;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.WindowModel;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The gateway of the footprint: 1,000 channels on 100 machines, five of which a model of its own
 * watches. A model's first score is a finding, so that it can be seen from outside.
 */
record FootprintPlant(List<BenchPlant.FittedModel> models, Path store, long stepMicros) {
  static final int ASSETS = 100;
  static final int CHANNELS = 10;
  static final int MODELS = 5;

  static FootprintPlant fit(BenchSystem bench, long stepMicros, long seed)
      throws IOException, InterruptedException {
    List<BenchPlant.FittedModel> models = new ArrayList<>();
    Path store = bench.folder();
    for (int i = 0; i < MODELS; i++) {
      WindowModel fitted = WindowModel.fit(bench, "normal-" + i, CHANNELS, stepMicros, seed + i);
      store = fitted.store();
      models.add(
          new BenchPlant.FittedModel(fitted.made().name(), fitted.made().digest(), anyScore()));
    }
    return new FootprintPlant(models, store, stepMicros);
  }

  BenchPlant of(String gateway, String line) {
    return new BenchPlant(gateway, line, ASSETS, CHANNELS, false, models, MODELS);
  }

  private static AlarmPolicy anyScore() {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(new Limit(Severity.LOW, Comparison.ABOVE, -1)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        0,
        false,
        null,
        Set.of(),
        null,
        "it scores",
        "a finding",
        "nothing");
  }
}
