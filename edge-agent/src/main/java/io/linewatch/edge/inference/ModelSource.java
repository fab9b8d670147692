package io.linewatch.edge.inference;

import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import java.io.IOException;

/** Where model packages come from: {@code ModelClient::pull}, or a test's own. */
@FunctionalInterface
public interface ModelSource {
  /**
   * Blocking; only the model loader's thread calls it.
   *
   * @throws ModelRefused when the package must not be used; trying again does not help
   * @throws IOException when the store is away; trying again may help
   */
  ModelPackage pull(String name, String digest) throws IOException, ModelRefused;
}
