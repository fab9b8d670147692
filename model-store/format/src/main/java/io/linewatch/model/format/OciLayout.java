package io.linewatch.model.format;

import io.linewatch.model.format.OciManifest.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  private OciLayout(Path root) {
    this.root = root;
    this.index = new OciIndex(root);
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
    Descriptor onnx = put(OciManifest.ONNX, OciManifest.WEIGHT_TYPE, contents.onnx());
    byte[] spec = StrictJson.write(contents.spec());
    byte[] golden = StrictJson.write(contents.golden());
    List<Descriptor> layers =
        List.of(
            onnx,
            put(OciManifest.SPEC, OciManifest.WEIGHT_CONFIG_TYPE, spec),
            put(OciManifest.GOLDEN, OciManifest.WEIGHT_CONFIG_TYPE, golden),
            put(OciManifest.REPORT, OciManifest.DOC_TYPE, contents.report()));
    Descriptor config =
        put("config", OciManifest.CONFIG_TYPE, ModelConfig.bytes(contents.spec(), layers));
    OciManifest manifest =
        new OciManifest(2, OciManifest.MANIFEST_TYPE, OciManifest.ARTIFACT_TYPE, config, layers);
    byte[] bytes = StrictJson.writeWithoutNulls(manifest);
    String digest = Digest.of(bytes);
    putBlob(digest, bytes);
    load(digest);
    link(contents.spec().name(), digest);
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
    OciManifest manifest = manifest(digest);
    readBlob("config", manifest.config());
    ModelSpec spec =
        StrictJson.read(OciManifest.SPEC, read(manifest, OciManifest.SPEC), ModelSpec.class);
    GoldenSamples golden =
        StrictJson.read(
            OciManifest.GOLDEN, read(manifest, OciManifest.GOLDEN), GoldenSamples.class);
    requireFits(golden, spec);
    read(manifest, OciManifest.REPORT);
    OnnxGraph.inspect(read(manifest, OciManifest.ONNX)).requireFits(spec);
    Path onnxFile = blobFile(manifest.layer(OciManifest.ONNX).digest());
    return new ModelPackage(digest, spec, onnxFile, golden);
  }

  /** The report of a package, JSON. */
  public byte[] report(String digest) throws IOException, ModelRefused {
    return read(manifest(digest), OciManifest.REPORT);
  }

  /** Whether a blob of this digest is here; says nothing of its contents. */
  public boolean hasBlob(String digest) {
    return Files.isRegularFile(blobFile(digest));
  }

  /** Where a blob of this digest lies or would lie. */
  public Path blobFile(String digest) {
    return root.resolve("blobs").resolve("sha256").resolve(Digest.hex(digest));
  }

  /**
   * Stores bytes under their digest.
   *
   * @throws ModelRefused when they have another digest
   */
  public void putBlob(String digest, byte[] bytes) throws IOException, ModelRefused {
    String actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new ModelRefused("the bytes have digest " + actual + ", expected " + digest);
    }
    if (!hasBlob(digest) || !Digest.of(blobFile(digest)).equals(digest)) {
      DurableFile.write(blobFile(digest), bytes);
    }
  }

  private OciManifest manifest(String digest) throws IOException, ModelRefused {
    Path file = blobFile(digest);
    long size = Files.size(file);
    if (size > OciManifest.MAX_MANIFEST_BYTES) {
      throw new ModelRefused("the manifest is " + size + " bytes, too many");
    }
    byte[] bytes = Files.readAllBytes(file);
    requireDigest("the manifest", digest, bytes);
    return OciManifest.read(bytes);
  }

  private Descriptor put(String file, String mediaType, byte[] bytes)
      throws IOException, ModelRefused {
    if (bytes.length > OciManifest.maxBytes(file)) {
      throw new ModelRefused(
          file + " is " + bytes.length + " bytes, at most " + OciManifest.maxBytes(file));
    }
    String digest = Digest.of(bytes);
    putBlob(digest, bytes);
    Map<String, String> annotations =
        file.equals("config") ? null : Map.of(OciManifest.FILE_PATH, file);
    return new Descriptor(mediaType, digest, bytes.length, annotations);
  }

  private byte[] read(OciManifest manifest, String file) throws IOException, ModelRefused {
    return readBlob(file, manifest.layer(file));
  }

  private byte[] readBlob(String what, Descriptor descriptor) throws IOException, ModelRefused {
    Path file = blobFile(descriptor.digest());
    long size = Files.size(file);
    if (size != descriptor.size()) {
      throw new ModelRefused(
          what + " is " + size + " bytes, the manifest says " + descriptor.size());
    }
    byte[] bytes = Files.readAllBytes(file);
    requireDigest(what, descriptor.digest(), bytes);
    return bytes;
  }

  private static void requireDigest(String what, String digest, byte[] bytes) throws ModelRefused {
    String actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new ModelRefused(
          what + " is corrupt: its digest is " + actual + ", expected " + digest);
    }
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
