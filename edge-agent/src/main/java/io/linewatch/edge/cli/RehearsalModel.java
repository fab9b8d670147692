package io.linewatch.edge.cli;

import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A small model of the rehearsal's machine, so that a rehearsed start has also read a package and
 * scored rows. Made by {@code model-store/recipes/rehearsal/make.sh}.
 */
final class RehearsalModel {
  static final String NAME = "rehearsal";
  private static final String PACKED = "rehearsal-model.zip";

  private RehearsalModel() {}

  /**
   * Puts the package into a folder of packages.
   *
   * @return the package's digest
   */
  static String unpack(Path folder) throws IOException, ModelRefused {
    try (InputStream packed = RehearsalModel.class.getResourceAsStream(PACKED)) {
      if (packed == null) {
        throw new IOException(PACKED + " is missing in this build");
      }
      ZipInputStream zip = new ZipInputStream(packed);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException(PACKED + " holds " + entry.getName());
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, zip.readAllBytes());
      }
    }
    String digest = OciLayout.open(folder).newest(NAME);
    if (digest == null) {
      throw new IOException(PACKED + " holds no model " + NAME);
    }
    return digest;
  }
}
