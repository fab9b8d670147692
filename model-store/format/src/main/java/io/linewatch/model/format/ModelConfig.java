package io.linewatch.model.format;

import io.linewatch.model.format.OciManifest.Descriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The config blob of a package (CNCF ModelPack configuration), for other tools; we read none. */
final class ModelConfig {
  private ModelConfig() {}

  static byte[] bytes(String name, String description, List<Descriptor> layers) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("name", name);
    descriptor.put("title", description);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("format", "onnx");
    config.put("precision", "float32");
    Map<String, Object> modelfs = new LinkedHashMap<>();
    modelfs.put("type", "layers");
    modelfs.put("diffIds", layers.stream().map(Descriptor::digest).toList());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("descriptor", descriptor);
    root.put("config", config);
    root.put("modelfs", modelfs);
    return StrictJson.writeWithoutNulls(root);
  }
}
