package io.linewatch.model.visual;

import io.linewatch.model.visual.PictureHeader.Format;
import io.linewatch.model.visual.PictureRefused.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * JPEG and PNG to pixels. Grey is widened to red, green and blue; transparency and what a file says
 * of rotation and colour profiles are left aside: a camera stands where it stands. Safe from any
 * thread.
 */
public final class PictureDecoder {
  private static final int[] RED_FIRST = {0, 1, 2};
  private static final int[] BLUE_FIRST = {2, 1, 0};

  private final PictureLimits limits;

  public PictureDecoder(PictureLimits limits) {
    this.limits = limits;
  }

  /**
   * The whole picture.
   *
   * @throws PictureRefused with the reason; nothing of the picture's size was allocated when its
   *     header already says that it is not taken
   */
  public Picture decode(byte[] bytes) throws PictureRefused {
    return decode(bytes, new PictureMemory());
  }

  /**
   * The whole picture, its pixels in the memory given.
   *
   * @throws PictureRefused as {@link #decode(byte[])} does
   */
  public Picture decode(byte[] bytes, PictureMemory memory) throws PictureRefused {
    return decode(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE, memory);
  }

  /**
   * The picture, where it is much larger than needed with every second, third, … pixel of every
   * second, third, … row alone.
   *
   * @param leastWidth pixels that are left at least, where the picture has as many
   * @param leastHeight likewise
   */
  public Picture decode(byte[] bytes, int leastWidth, int leastHeight) throws PictureRefused {
    return decode(bytes, leastWidth, leastHeight, new PictureMemory());
  }

  private Picture decode(byte[] bytes, int leastWidth, int leastHeight, PictureMemory memory)
      throws PictureRefused {
    PictureHeader header = PictureHeader.read(bytes, limits);
    int step = Math.max(1, Math.min(header.width() / leastWidth, header.height() / leastHeight));
    byte[] sound = bytes;
    if (header.format() == Format.PNG) {
      sound = PngChunks.withoutExtras(bytes);
    } else {
      JpegMarkers.requireEnd(bytes);
    }
    BufferedImage image = read(header, sound, step, memory);
    if (image.getColorModel() instanceof IndexColorModel colours) {
      return indexed(image, colours, memory);
    }
    return banded(image.getRaster(), memory);
  }

  private static BufferedImage read(
      PictureHeader header, byte[] bytes, int step, PictureMemory memory) throws PictureRefused {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(header.format().name());
    if (!readers.hasNext()) {
      throw new IllegalStateException(
          "this Java runtime reads no " + header.format() + ": it lacks the module java.desktop");
    }
    ImageReader reader = readers.next();
    Warnings warnings = new Warnings();
    try (PictureBytes input = new PictureBytes(bytes)) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(input, true, true);
      ImageReadParam how = reader.getDefaultReadParam();
      how.setSourceSubsampling(step, step, 0, 0);
      how.setDestination(redFirst(reader, step, memory));
      BufferedImage image = reader.read(0, how);
      warnings.requireNone();
      return image;
    } catch (IIOException e) {
      throw corrupt(e);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The readers answer some broken files with unchecked exceptions.
      throw corrupt(e);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Room for a colour JPEG in the order a picture has; null where the reader's own will do. Its own
   * has blue first, which it fills several times slower, and which had to be turned round.
   */
  private static @Nullable BufferedImage redFirst(
      ImageReader reader, int step, PictureMemory memory) throws IOException {
    ImageTypeSpecifier own = reader.getImageTypes(0).next();
    if (!(own.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !Arrays.equals(model.getBandOffsets(), BLUE_FIRST)
        || own.getColorModel().hasAlpha()) {
      return null;
    }
    ColorModel colours =
        ImageTypeSpecifier.createInterleaved(
                own.getColorModel().getColorSpace(), RED_FIRST, DataBuffer.TYPE_BYTE, false, false)
            .getColorModel();
    int width = Math.ceilDiv(reader.getWidth(0), step);
    int height = Math.ceilDiv(reader.getHeight(0), step);
    byte[] rgb = memory.of(Picture.CHANNELS * width * height);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            height,
            Picture.CHANNELS * width,
            Picture.CHANNELS,
            RED_FIRST,
            null);
    return new BufferedImage(colours, raster, false, null);
  }

  private static PictureRefused corrupt(Exception e) {
    return new PictureRefused(
        Reason.CORRUPT, "the picture cannot be decoded: " + e.getMessage(), e);
  }

  /** Samples as they are: colour spaces would bend grey. */
  private static Picture banded(Raster raster, PictureMemory memory) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    if (raster.getDataBuffer() instanceof DataBufferByte bytes
        && bytes.getNumBanks() == 1
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getWidth() == width
        && model.getHeight() == height
        && raster.getSampleModelTranslateX() == raster.getMinX()
        && raster.getSampleModelTranslateY() == raster.getMinY()) {
      return new Picture(width, height, interleaved(bytes, model, memory));
    }
    int bands = raster.getNumBands();
    byte[] rgb = memory.of(width * height * Picture.CHANNELS);
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
          rgb[at++] = (byte) row[x * bands + (bands < Picture.CHANNELS ? 0 : channel)];
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  /**
   * What readers nearly always give: taken as it lies in memory, and not copied where it can stay.
   */
  private static byte[] interleaved(
      DataBufferByte bytes, PixelInterleavedSampleModel model, PictureMemory memory) {
    byte[] from = bytes.getData();
    int[] offsets = model.getBandOffsets();
    int size = model.getWidth() * model.getHeight() * Picture.CHANNELS;
    boolean whole =
        from.length == size
            && bytes.getOffset() == 0
            && model.getPixelStride() == Picture.CHANNELS
            && model.getScanlineStride() == model.getWidth() * Picture.CHANNELS;
    if (whole && Arrays.equals(offsets, RED_FIRST)) {
      return from;
    }
    byte[] rgb = memory.of(size);
    int second = model.getNumBands() < Picture.CHANNELS ? 0 : 1;
    int third = model.getNumBands() < Picture.CHANNELS ? 0 : 2;
    int at = 0;
    for (int y = 0; y < model.getHeight(); y++) {
      int pixel = bytes.getOffset() + y * model.getScanlineStride();
      for (int x = 0; x < model.getWidth(); x++) {
        rgb[at++] = from[pixel + offsets[0]];
        rgb[at++] = from[pixel + offsets[second]];
        rgb[at++] = from[pixel + offsets[third]];
        pixel += model.getPixelStride();
      }
    }
    return rgb;
  }

  private static Picture indexed(
      BufferedImage image, IndexColorModel colours, PictureMemory memory) {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    byte[] rgb = memory.of(width * raster.getHeight() * Picture.CHANNELS);
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int index : row) {
        rgb[at++] = (byte) colours.getRed(index);
        rgb[at++] = (byte) colours.getGreen(index);
        rgb[at++] = (byte) colours.getBlue(index);
      }
    }
    return new Picture(width, raster.getHeight(), rgb);
  }

  /** libjpeg goes on after damage and only warns; a verdict must not rest on what it made up. */
  private static final class Warnings implements javax.imageio.event.IIOReadWarningListener {
    private String first = "";

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String lower = warning.toLowerCase(Locale.ROOT);
      boolean damage = lower.contains("premature") || lower.contains("corrupt");
      first = damage && first.isEmpty() ? warning : first;
    }

    void requireNone() throws PictureRefused {
      if (!first.isEmpty()) {
        Reason reason =
            first.toLowerCase(Locale.ROOT).contains("premature")
                ? Reason.TRUNCATED
                : Reason.CORRUPT;
        throw new PictureRefused(reason, "the picture is damaged: " + first);
      }
    }
  }
}
