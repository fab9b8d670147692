package io.linewatch.standalone.part;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures of parts as files, as a camera writes them. */
public final class PartPictures {
  private PartPictures() {}

  /** As a JPEG of usual quality. */
  public static byte[] jpeg(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a picture", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Good parts to learn from, {@code part-0000.jpg} and so on.
   *
   * @param first number of the first part; others follow
   * @return the folder
   */
  public static Path goodOnes(Path folder, StampedPart part, int count, long first)
      throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.write(
          folder.resolve("part-%04d.jpg".formatted(i)),
          jpeg(part.picture(first + i, PartDefect.NONE)));
    }
    return folder;
  }
}
