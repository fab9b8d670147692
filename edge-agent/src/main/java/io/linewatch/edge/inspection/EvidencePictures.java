package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.edge.config.StationConfig.Mask;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureRegion;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures for people: masked, with the heat-map over them, cut, small. All JPEG. A station's
 * worker.
 */
final class EvidencePictures {
  private static final int OVERLAY_SIDE = 960;
  private static final int THUMBNAIL_SIDE = 320;
  private static final float QUALITY = 0.82f;
  private static final float LEAST_QUALITY = 0.2f;

  /** Nothing is drawn below this share of a place's limit; from twice the limit on it is full. */
  private static final double FAINT = 50;

  private static final double FULL = 200;
  private static final int MOST_OPAQUE = 170;
  private static final double CROP_MARGIN = 0.5;

  private final BufferedImage masked;

  /** What is shown is masked first, so that nothing masked gets any further. */
  EvidencePictures(Picture picture, List<Mask> masks) {
    masked = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[picture.width()];
    byte[] rgb = picture.rgb();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        int at = Picture.CHANNELS * (y * row.length + x);
        row[x] = ((rgb[at] & 0xff) << 16) | ((rgb[at + 1] & 0xff) << 8) | (rgb[at + 2] & 0xff);
      }
      masked.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    Graphics2D draw = masked.createGraphics();
    draw.setColor(Color.BLACK);
    for (Mask mask : masks) {
      int left = (int) Math.floor(mask.left() * picture.width());
      int top = (int) Math.floor(mask.top() * picture.height());
      int right = (int) Math.ceil(mask.right() * picture.width());
      int bottom = (int) Math.ceil(mask.bottom() * picture.height());
      draw.fillRect(left, top, right - left, bottom - top);
    }
    draw.dispose();
  }

  /** The whole picture, masked. */
  byte[] full() {
    return jpeg(masked, QUALITY);
  }

  /** The heat-map over the picture, at most {@link #OVERLAY_SIDE} pixels wide and high. */
  BufferedImage overlay(HeatMap map, PictureRegion inspected, @Nullable DefectRegion region) {
    BufferedImage overlay = scaled(masked, OVERLAY_SIDE);
    double factor = (double) overlay.getWidth() / masked.getWidth();
    Graphics2D draw = overlay.createGraphics();
    draw.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    draw.drawImage(
        heat(map),
        (int) Math.round(inspected.left() * overlay.getWidth()),
        (int) Math.round(inspected.top() * overlay.getHeight()),
        (int) Math.round(inspected.width() * overlay.getWidth()),
        (int) Math.round(inspected.height() * overlay.getHeight()),
        null);
    if (region != null) {
      draw.setColor(Color.WHITE);
      draw.drawRect(
          (int) (region.left() * factor) - 1,
          (int) (region.top() * factor) - 1,
          (int) Math.ceil(region.width() * factor) + 1,
          (int) Math.ceil(region.height() * factor) + 1);
    }
    draw.dispose();
    return overlay;
  }

  /** From clear over yellow to red. */
  private static BufferedImage heat(HeatMap map) {
    BufferedImage heat = new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_ARGB);
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        double share = Math.clamp((map.at(row, column) - FAINT) / (FULL - FAINT), 0, 1);
        int alpha = (int) Math.round(share * MOST_OPAQUE);
        int green = (int) Math.round(255 * (1 - share));
        heat.setRGB(column, row, alpha << 24 | 0xff0000 | green << 8);
      }
    }
    return heat;
  }

  /** The region with some of what is around it. */
  byte[] crop(DefectRegion region) {
    int marginX = Math.max(8, (int) (CROP_MARGIN * region.width()));
    int marginY = Math.max(8, (int) (CROP_MARGIN * region.height()));
    int left = Math.max(0, region.left() - marginX);
    int top = Math.max(0, region.top() - marginY);
    int right = Math.min(masked.getWidth(), region.left() + region.width() + marginX);
    int bottom = Math.min(masked.getHeight(), region.top() + region.height() + marginY);
    BufferedImage cut = masked.getSubimage(left, top, right - left, bottom - top);
    BufferedImage copy =
        new BufferedImage(cut.getWidth(), cut.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy.createGraphics().drawImage(cut, 0, 0, null);
    return jpeg(copy, QUALITY);
  }

  /** Small enough to travel with a finding. */
  static byte[] thumbnail(BufferedImage picture) {
    BufferedImage small = scaled(picture, THUMBNAIL_SIDE);
    byte[] bytes = jpeg(small, QUALITY);
    for (float quality = QUALITY - 0.2f;
        bytes.length > PictureEvidence.MAX_THUMBNAIL_BYTES && quality > LEAST_QUALITY;
        quality -= 0.2f) {
      bytes = jpeg(small, quality);
    }
    return bytes.length > PictureEvidence.MAX_THUMBNAIL_BYTES
        ? jpeg(scaled(picture, THUMBNAIL_SIDE / 4), LEAST_QUALITY)
        : bytes;
  }

  static byte[] jpeg(BufferedImage picture) {
    return jpeg(picture, QUALITY);
  }

  private static BufferedImage scaled(BufferedImage picture, int side) {
    double factor = Math.min(1, (double) side / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = scaled.createGraphics();
    draw.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    draw.drawImage(picture, 0, 0, width, height, null);
    draw.dispose();
    return scaled;
  }

  private static byte[] jpeg(BufferedImage picture, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.write(null, new IIOImage(picture, null, null), how);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a picture", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
