package io.linewatch.model.format;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image manifest as far as a model package uses it (OCI image specification 1.1; media types
 * of the CNCF ModelPack specification).
 */
@JsonPropertyOrder({"schemaVersion", "mediaType", "artifactType", "config", "layers"})
record OciManifest(
    int schemaVersion,
    String mediaType,
    String artifactType,
    Descriptor config,
    List<Descriptor> layers) {
  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String ARTIFACT_TYPE = "application/vnd.cncf.model.manifest.v1+json";
  static final String CONFIG_TYPE = "application/vnd.cncf.model.config.v1+json";
  static final String WEIGHT_TYPE = "application/vnd.cncf.model.weight.v1.raw";
  static final String WEIGHT_CONFIG_TYPE = "application/vnd.cncf.model.weight.config.v1.raw";
  static final String DOC_TYPE = "application/vnd.cncf.model.doc.v1.raw";
  static final String FILE_PATH = "org.cncf.model.filepath";

  static final String ONNX = "model.onnx";
  static final String SPEC = "linewatch.json";
  static final String GOLDEN = "golden.json";
  static final String REPORT = "report.json";

  /** A good picture; of visual packages alone. */
  static final String GOLDEN_PICTURE = "golden.png";

  /** What labels mean; of classifiers and detectors alone. */
  static final String LABELS = "labels.json";

  private static final List<String> OPTIONAL = List.of(GOLDEN_PICTURE, LABELS);

  static final int MAX_MANIFEST_BYTES = 64 * 1024;
  private static final int MAX_LAYERS = 16;

  OciManifest {
    layers = layers == null ? List.of() : List.copyOf(layers);
  }

  /** A blob by digest, with what it claims to be. */
  @JsonPropertyOrder({"mediaType", "digest", "size", "annotations"})
  record Descriptor(
      String mediaType, String digest, long size, @Nullable Map<String, String> annotations) {}

  /** Media type of a file of the package. */
  static String mediaType(String file) {
    return switch (file) {
      case ONNX -> WEIGHT_TYPE;
      case REPORT -> DOC_TYPE;
      default -> WEIGHT_CONFIG_TYPE;
    };
  }

  /** What a file of the package may weigh at most, in bytes. */
  static long maxBytes(String file) {
    return switch (file) {
      case ONNX -> 64L * 1024 * 1024;
      case SPEC, LABELS -> 1024 * 1024;
      case GOLDEN, REPORT, GOLDEN_PICTURE -> 8L * 1024 * 1024;
      default -> 64 * 1024;
    };
  }

  /**
   * Reads a manifest whose bytes were checked against its digest, and checks that it is one of
   * ours.
   */
  static OciManifest read(byte[] bytes) throws ModelRefused {
    OciManifest manifest = StrictJson.readTolerant("the manifest", bytes, OciManifest.class);
    require(manifest.schemaVersion == 2, "schemaVersion must be 2");
    require(MANIFEST_TYPE.equals(manifest.mediaType), "it is not an OCI image manifest");
    require(
        ARTIFACT_TYPE.equals(manifest.artifactType),
        "its artifactType is '" + manifest.artifactType + "', expected " + ARTIFACT_TYPE);
    require(manifest.config != null, "it has no config");
    require(manifest.layers.size() <= MAX_LAYERS, "it has more than " + MAX_LAYERS + " layers");
    check("config", manifest.config, CONFIG_TYPE);
    check(ONNX, manifest.layer(ONNX), WEIGHT_TYPE);
    check(SPEC, manifest.layer(SPEC), WEIGHT_CONFIG_TYPE);
    check(GOLDEN, manifest.layer(GOLDEN), WEIGHT_CONFIG_TYPE);
    check(REPORT, manifest.layer(REPORT), DOC_TYPE);
    for (String file : manifest.optional()) {
      check(file, manifest.layer(file), WEIGHT_CONFIG_TYPE);
    }
    return manifest;
  }

  /** Files that not every package has, and this one has. */
  List<String> optional() {
    return OPTIONAL.stream().filter(this::has).toList();
  }

  /** Whether a layer holds such a file. */
  boolean has(String file) {
    return layers.stream()
        .map(Descriptor::annotations)
        .anyMatch(a -> a != null && Objects.equals(a.get(FILE_PATH), file));
  }

  /** The layer that holds a file. */
  Descriptor layer(String file) throws ModelRefused {
    Descriptor found = null;
    for (Descriptor layer : layers) {
      Map<String, String> annotations = layer.annotations();
      if (annotations != null && Objects.equals(annotations.get(FILE_PATH), file)) {
        require(found == null, file + " appears twice");
        found = layer;
      }
    }
    if (found == null) {
      throw new ModelRefused("the manifest is not a model package's: it has no " + file);
    }
    return found;
  }

  private static void check(String file, Descriptor descriptor, String mediaType)
      throws ModelRefused {
    require(
        mediaType.equals(descriptor.mediaType()),
        file + " has media type '" + descriptor.mediaType() + "', expected " + mediaType);
    require(
        descriptor.digest() != null && Digest.isValid(descriptor.digest()),
        "the digest of " + file + " is not sha256");
    require(
        descriptor.size() >= 0 && descriptor.size() <= maxBytes(file),
        file + " is " + descriptor.size() + " bytes, at most " + maxBytes(file) + " are taken");
  }

  private static void require(boolean condition, String message) throws ModelRefused {
    if (!condition) {
      throw new ModelRefused("the manifest is not a model package's: " + message);
    }
  }
}
