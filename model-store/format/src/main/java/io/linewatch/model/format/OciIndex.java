package io.linewatch.model.format;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.linewatch.model.format.OciLayout.IndexEntry;
import io.linewatch.model.format.OciManifest.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code index.json} of a layout: which packages there are, oldest first. */
final class OciIndex {
  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final int MAX_ENTRIES = 10_000;
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  private final Path file;

  OciIndex(Path root) {
    this.file = root.resolve("index.json");
  }

  @JsonPropertyOrder({"schemaVersion", "mediaType", "manifests"})
  record Document(int schemaVersion, String mediaType, List<Descriptor> manifests) {
    Document {
      manifests = manifests == null ? List.of() : List.copyOf(manifests);
    }
  }

  List<IndexEntry> entries() throws IOException, ModelRefused {
    List<IndexEntry> entries = new ArrayList<>();
    for (Descriptor manifest : read().manifests()) {
      entries.add(new IndexEntry(nameOf(manifest), manifest.digest()));
    }
    return entries;
  }

  void add(String name, String digest, long size) throws IOException, ModelRefused {
    List<Descriptor> manifests = new ArrayList<>(read().manifests());
    manifests.removeIf(m -> m.digest().equals(digest) && nameOf(m).equals(name));
    if (manifests.size() >= MAX_ENTRIES) {
      throw new ModelRefused(
          "the store holds " + MAX_ENTRIES + " packages: begin another, or remove old ones");
    }
    manifests.add(new Descriptor(OciManifest.MANIFEST_TYPE, digest, size, Map.of(REF_NAME, name)));
    DurableFile.write(file, StrictJson.writeWithoutNulls(new Document(2, INDEX_TYPE, manifests)));
  }

  private Document read() throws IOException, ModelRefused {
    if (!Files.exists(file)) {
      return new Document(2, INDEX_TYPE, List.of());
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelRefused("index.json is larger than " + MAX_BYTES + " bytes");
    }
    Document document =
        StrictJson.readTolerant("index.json", Files.readAllBytes(file), Document.class);
    for (Descriptor manifest : document.manifests()) {
      if (manifest.digest() == null || !Digest.isValid(manifest.digest())) {
        throw new ModelRefused("index.json names a digest that is not sha256");
      }
    }
    return document;
  }

  private static String nameOf(Descriptor manifest) {
    Map<String, String> annotations = manifest.annotations();
    String name = annotations == null ? null : annotations.get(REF_NAME);
    return name == null ? "" : name;
  }
}
