package io.linewatch.bench.quality;

import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import java.nio.file.Path;

/** Fits as {@code linewatch-models fit} does, and opens the package as a gateway does. */
final class FittedPackage {
  private final Path folder;

  /**
   * @param folder for packages and native libraries
   */
  FittedPackage(Path folder) {
    this.folder = folder;
  }

  /** The caller must release it. */
  LoadedModel of(FitOptions options) throws IOException, UnreadableCsv, FitRefused, ModelRefused {
    LoadedModel.prepareRuntime(folder);
    ModelFitter.Fit fit = new ModelFitter(_ -> {}).fit(options);
    OciLayout store = OciLayout.open(folder.resolve("store"));
    return LoadedModel.open(store.load(store.pack(fit.contents())), folder);
  }
}
