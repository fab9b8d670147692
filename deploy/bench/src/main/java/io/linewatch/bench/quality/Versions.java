package io.linewatch.bench.quality;

import io.linewatch.model.onnx.GraphRunner;
import java.util.Map;
import java.util.TreeMap;

/** What figures were computed with. */
final class Versions {
  private Versions() {}

  static Map<String, String> here() {
    Map<String, String> versions = new TreeMap<>();
    String own = Versions.class.getPackage().getImplementationVersion();
    versions.put("linewatch", own == null ? "development" : own);
    versions.put("java", Runtime.version().toString());
    versions.put("onnxruntime", GraphRunner.runtimeVersion());
    versions.put("processor", System.getProperty("os.arch", "unknown"));
    return versions;
  }
}
