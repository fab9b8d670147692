package io.linewatch.model.format;

import io.linewatch.model.format.OciManifest.Descriptor;
import io.linewatch.model.visual.LabelledAnswer;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualPackage;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A local content-addressed store of model packages: an OCI image layout ({@code oci-layout},
 * {@code index.json}, {@code blobs/sha256/…}).
 *
 * <p>A blob appears under its digest only when it is whole and on disk; packing the same contents
 * gives the same digest. Reading is safe from any thread and process; {@link #pack} and {@link
 * #link} are for one process at a time.
 */
public final class OciLayout {
  private static final byte[] LAYOUT_FILE =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private final Path root;
  private final OciIndex index;
  private final OciBlobs blobs;

  private OciLayout(Path root) {
    this.root = root;
    this.index = new OciIndex(root);
    this.blobs = new OciBlobs(root);
  }

  /** Opens a layout, making the folder and an empty layout where there is none. */
  public static OciLayout open(Path root) throws IOException {
    Files.createDirectories(root.resolve("blobs").resolve("sha256"));
    Path marker = root.resolve("oci-layout");
    if (!Files.exists(marker)) {
      DurableFile.write(marker, LAYOUT_FILE);
    }
    return new OciLayout(root);
  }

  public Path root() {
    return root;
  }

  /** Packages in the index, oldest first. */
  public List<IndexEntry> list() throws IOException, ModelRefused {
    return index.entries();
  }

  /** Digest of the newest package of a name, or null. */
  public @Nullable String newest(String name) throws IOException, ModelRefused {
    String newest = null;
    for (IndexEntry entry : index.entries()) {
      newest = entry.name().equals(name) ? entry.digest() : newest;
    }
    return newest;
  }

  /**
   * @param name of the model
   * @param digest of the manifest
   */
  public record IndexEntry(String name, String digest) {}

  /**
   * Writes a package and adds it to the index.
   *
   * @return digest of its manifest
   * @throws ModelRefused when the contents would be refused on reading
   */
  public String pack(PackageContents contents) throws IOException, ModelRefused {
    OnnxGraph.inspect(contents.onnx()).requireFits(contents.spec());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(OciManifest.ONNX, contents.onnx());
    files.put(OciManifest.SPEC, StrictJson.write(contents.spec()));
    files.put(OciManifest.GOLDEN, StrictJson.write(contents.golden()));
    files.put(OciManifest.REPORT, contents.report());
    String digest = putFiles(contents.spec().name(), contents.spec().description(), files);
    load(digest);
    link(contents.spec().name(), digest);
    return digest;
  }

  /** As {@link #pack(PackageContents)}, for a visual model. */
  public String pack(VisualContents contents) throws IOException, ModelRefused {
    requireFits(contents.spec(), contents.labels(), contents.onnx());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(OciManifest.ONNX, contents.onnx());
    files.put(OciManifest.SPEC, StrictJson.write(contents.spec()));
    files.put(OciManifest.GOLDEN, StrictJson.write(contents.golden()));
    files.put(OciManifest.REPORT, contents.report());
    files.put(OciManifest.GOLDEN_PICTURE, contents.goldenPicture());
    if (contents.labels() != null) {
      files.put(OciManifest.LABELS, StrictJson.write(contents.labels()));
    }
    String digest = putFiles(contents.spec().name(), contents.spec().description(), files);
    loadVisual(digest);
    link(contents.spec().name(), digest);
    return digest;
  }

  /** Writes the blobs of a package; the same files give the same digest. */
  private String putFiles(String name, String description, Map<String, byte[]> files)
      throws IOException, ModelRefused {
    List<Descriptor> layers = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      layers.add(blobs.put(file.getKey(), OciManifest.mediaType(file.getKey()), file.getValue()));
    }
    Descriptor config =
        blobs.put("config", OciManifest.CONFIG_TYPE, ModelConfig.bytes(name, description, layers));
    OciManifest manifest =
        new OciManifest(2, OciManifest.MANIFEST_TYPE, OciManifest.ARTIFACT_TYPE, config, layers);
    byte[] bytes = StrictJson.writeWithoutNulls(manifest);
    String digest = Digest.of(bytes);
    putBlob(digest, bytes);
    return digest;
  }

  /** Adds a package whose blobs are there to the index; it becomes its name's newest. */
  public void link(String name, String digest) throws IOException, ModelRefused {
    index.add(name, digest, Files.size(blobFile(digest)));
  }

  /**
   * Reads a package and checks every byte of it.
   *
   * @throws NoSuchFileException when the package or a part of it is not here
   * @throws ModelRefused when it is corrupt or must not be used
   */
  public ModelPackage load(String digest) throws IOException, ModelRefused {
    OciManifest manifest = blobs.manifest(digest);
    requireKind(manifest, PackageKind.ROWS);
    blobs.read("config", manifest.config());
    ModelSpec spec =
        StrictJson.read(OciManifest.SPEC, blobs.read(manifest, OciManifest.SPEC), ModelSpec.class);
    GoldenSamples golden =
        StrictJson.read(
            OciManifest.GOLDEN, blobs.read(manifest, OciManifest.GOLDEN), GoldenSamples.class);
    requireFits(golden, spec);
    blobs.read(manifest, OciManifest.REPORT);
    OnnxGraph.inspect(blobs.read(manifest, OciManifest.ONNX)).requireFits(spec);
    Path onnxFile = blobFile(manifest.layer(OciManifest.ONNX).digest());
    return new ModelPackage(digest, spec, onnxFile, golden);
  }

  /** As {@link #load}, for a visual model. */
  public VisualPackage loadVisual(String digest) throws IOException, ModelRefused {
    OciManifest manifest = blobs.manifest(digest);
    requireKind(manifest, PackageKind.VISUAL);
    blobs.read("config", manifest.config());
    VisualSpec spec =
        StrictJson.read(OciManifest.SPEC, blobs.read(manifest, OciManifest.SPEC), VisualSpec.class);
    VisualGolden golden =
        StrictJson.read(
            OciManifest.GOLDEN, blobs.read(manifest, OciManifest.GOLDEN), VisualGolden.class);
    if (golden.heatMap().length != spec.outputs().rows() * spec.outputs().columns()) {
      throw new ModelRefused("the golden sample's heat-map has another size than the model's");
    }
    blobs.read(manifest, OciManifest.REPORT);
    blobs.read(manifest, OciManifest.GOLDEN_PICTURE);
    LabelledAnswer labels =
        manifest.has(OciManifest.LABELS)
            ? StrictJson.read(
                OciManifest.LABELS, blobs.read(manifest, OciManifest.LABELS), LabelledAnswer.class)
            : null;
    requireFits(spec, labels, blobs.read(manifest, OciManifest.ONNX));
    return new VisualPackage(
        digest,
        spec,
        blobFile(manifest.layer(OciManifest.ONNX).digest()),
        golden,
        blobFile(manifest.layer(OciManifest.GOLDEN_PICTURE).digest()),
        labels);
  }

  private static void requireFits(VisualSpec spec, @Nullable LabelledAnswer labels, byte[] onnx)
      throws ModelRefused {
    boolean labelled = spec.task() != VisualSpec.Task.ANOMALY;
    if (labelled && labels == null) {
      throw new ModelRefused("it has no " + OciManifest.LABELS + ", which its task needs");
    }
    String problem = labels == null ? null : labels.problem(spec);
    if (problem != null) {
      throw new ModelRefused(OciManifest.LABELS + ": " + problem);
    }
    OnnxGraph.inspect(onnx).requireFits(spec, labels);
  }

  /**
   * What a package's model reads; only its manifest and spec are read and checked.
   *
   * @throws NoSuchFileException when the package or a part of it is not here
   */
  public PackageKind kind(String digest) throws IOException, ModelRefused {
    return PackageKind.of(blobs.read(blobs.manifest(digest), OciManifest.SPEC));
  }

  private void requireKind(OciManifest manifest, PackageKind wanted)
      throws IOException, ModelRefused {
    PackageKind kind = PackageKind.of(blobs.read(manifest, OciManifest.SPEC));
    if (kind != wanted) {
      throw new ModelRefused(
          "the package holds " + kind.what() + ", here is place for " + wanted.what());
    }
  }

  /** The report of a package, JSON. */
  public byte[] report(String digest) throws IOException, ModelRefused {
    return blobs.read(blobs.manifest(digest), OciManifest.REPORT);
  }

  /** Whether a blob of this digest is here; says nothing of its contents. */
  public boolean hasBlob(String digest) {
    return blobs.has(digest);
  }

  /** Where a blob of this digest lies or would lie. */
  public Path blobFile(String digest) {
    return blobs.file(digest);
  }

  /**
   * Stores bytes under their digest.
   *
   * @throws ModelRefused when they have another digest
   */
  public void putBlob(String digest, byte[] bytes) throws IOException, ModelRefused {
    blobs.put(digest, bytes);
  }

  private static void requireFits(GoldenSamples golden, ModelSpec spec) throws ModelRefused {
    for (GoldenSamples.Sample sample : golden.samples()) {
      if (sample.features().length != spec.featureCount()
          || sample.contributions().length != spec.inputs().size()) {
        throw new ModelRefused(
            "a golden sample has "
                + sample.features().length
                + " features, the model needs "
                + spec.featureCount());
      }
    }
  }
}
