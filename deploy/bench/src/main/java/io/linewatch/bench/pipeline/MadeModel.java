package io.linewatch.bench.pipeline;

import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One model fitted on made-up normal running by the standard method.
 *
 * @param store where its package lies
 */
record MadeModel(OciLayout store, String digest) {
  private static final int RECORDED_ROWS = 2_000;
  private static final Instant RECORDED = Instant.parse("2026-02-01T00:00:00Z");

  static MadeModel fit(MadeLine line, Duration gridStep, Path folder, Random random)
      throws IOException, ModelRefused {
    LoadedModel.prepareRuntime(folder.resolve("state"));
    List<String> channels =
        IntStream.range(0, line.channels()).mapToObj(MadeLine::channel).toList();
    StringBuilder csv = new StringBuilder("time," + String.join(",", channels) + "\n");
    for (int i = 0; i < RECORDED_ROWS; i++) {
      csv.append(RECORDED.plus(gridStep.multipliedBy(i)));
      for (int c = 0; c < line.channels(); c++) {
        csv.append(',').append(70 + random.nextGaussian());
      }
      csv.append('\n');
    }
    Path recording = Files.writeString(folder.resolve("normal.csv"), csv);
    FitOptions options = FitOptions.of(MadeLine.MODEL, List.of(recording), null);
    OciLayout store = OciLayout.open(folder.resolve("store"));
    try {
      return new MadeModel(store, store.pack(new ModelFitter(_ -> {}).fit(options).contents()));
    } catch (UnreadableCsv | FitRefused unusable) {
      throw new IOException("the made recording cannot be fitted", unusable);
    }
  }
}
