package io.linewatch.model.format;

import io.linewatch.model.visual.VisualSpec;
import java.util.Map;

/** What a package's model reads: the field {@code kind} of its spec, absent for rows. */
public enum PackageKind {
  /** Rows of sensor values; {@link ModelSpec}. */
  ROWS("a model of sensor values"),
  /** Pictures; {@link VisualSpec}. */
  VISUAL("a visual model");

  private final String what;

  PackageKind(String what) {
    this.what = what;
  }

  /** In words. */
  String what() {
    return what;
  }

  /**
   * @param spec bytes of {@code linewatch.json}
   * @throws ModelRefused when it is of no kind this program knows
   */
  static PackageKind of(byte[] spec) throws ModelRefused {
    Map<?, ?> fields = StrictJson.readTolerant(OciManifest.SPEC, spec, Map.class);
    if (!fields.containsKey("kind")) {
      return ROWS;
    }
    if (VisualSpec.KIND.equals(fields.get("kind"))) {
      return VISUAL;
    }
    throw new ModelRefused(
        "the package's kind is '"
            + fields.get("kind")
            + "', this program knows '"
            + VisualSpec.KIND
            + "' and none (sensor values): update it");
  }
}
