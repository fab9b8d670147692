package io.linewatch.model.format;

import io.linewatch.model.format.OciManifest.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The blobs of a layout, {@code blobs/sha256/…}: whole or not there, checked on every reading. */
final class OciBlobs {
  private final Path root;

  OciBlobs(Path root) {
    this.root = root;
  }

  /** Whether a blob of this digest is here; says nothing of its contents. */
  boolean has(String digest) {
    return Files.isRegularFile(file(digest));
  }

  /** Where a blob of this digest lies or would lie. */
  Path file(String digest) {
    return root.resolve("blobs").resolve("sha256").resolve(Digest.hex(digest));
  }

  /**
   * Stores bytes under their digest.
   *
   * @throws ModelRefused when they have another digest
   */
  void put(String digest, byte[] bytes) throws IOException, ModelRefused {
    String actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new ModelRefused("the bytes have digest " + actual + ", expected " + digest);
    }
    if (!has(digest) || !Digest.of(file(digest)).equals(digest)) {
      DurableFile.write(file(digest), bytes);
    }
  }

  /** Stores a file of a package. */
  Descriptor put(String file, String mediaType, byte[] bytes) throws IOException, ModelRefused {
    if (bytes.length > OciManifest.maxBytes(file)) {
      throw new ModelRefused(
          file + " is " + bytes.length + " bytes, at most " + OciManifest.maxBytes(file));
    }
    String digest = Digest.of(bytes);
    put(digest, bytes);
    Map<String, String> annotations =
        file.equals("config") ? null : Map.of(OciManifest.FILE_PATH, file);
    return new Descriptor(mediaType, digest, bytes.length, annotations);
  }

  OciManifest manifest(String digest) throws IOException, ModelRefused {
    Path file = file(digest);
    long size = Files.size(file);
    if (size > OciManifest.MAX_MANIFEST_BYTES) {
      throw new ModelRefused("the manifest is " + size + " bytes, too many");
    }
    byte[] bytes = Files.readAllBytes(file);
    requireDigest("the manifest", digest, bytes);
    return OciManifest.read(bytes);
  }

  /** A file of a package. */
  byte[] read(OciManifest manifest, String file) throws IOException, ModelRefused {
    return read(file, manifest.layer(file));
  }

  byte[] read(String what, Descriptor descriptor) throws IOException, ModelRefused {
    Path file = file(descriptor.digest());
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
}
