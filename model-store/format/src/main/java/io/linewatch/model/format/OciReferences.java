package io.linewatch.model.format;

import java.util.ArrayList;
import java.util.List;

/** The blobs a package's manifest names, for one who fetches them. */
public final class OciReferences {
  public static final int MAX_MANIFEST_BYTES = OciManifest.MAX_MANIFEST_BYTES;

  private OciReferences() {}

  /**
   * @param file name in the package, or {@code config}
   * @param size in bytes; bounded by what is taken of such a file
   */
  public record Blob(String file, String digest, long size) {}

  /**
   * @param manifest bytes that were checked against the package's digest
   * @throws ModelRefused when it is not a model package's
   */
  public static List<Blob> of(byte[] manifest) throws ModelRefused {
    OciManifest parsed = OciManifest.read(manifest);
    List<Blob> blobs = new ArrayList<>();
    blobs.add(new Blob("config", parsed.config().digest(), parsed.config().size()));
    for (String file :
        List.of(OciManifest.ONNX, OciManifest.SPEC, OciManifest.GOLDEN, OciManifest.REPORT)) {
      blobs.add(blob(parsed, file));
    }
    for (String file : parsed.optional()) {
      blobs.add(blob(parsed, file));
    }
    return blobs;
  }

  private static Blob blob(OciManifest manifest, String file) throws ModelRefused {
    OciManifest.Descriptor layer = manifest.layer(file);
    return new Blob(file, layer.digest(), layer.size());
  }
}
