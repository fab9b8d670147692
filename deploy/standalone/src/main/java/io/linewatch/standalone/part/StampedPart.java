package io.linewatch.standalone.part;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.SplittableRandom;

/**
 * A camera's pictures of stamped steel plates on a belt. From part to part vary where it lies, the
 * lamp, and the steel's brushed texture. Pure: the same number gives the same picture. Any thread.
 *
 * <p>A part's own coordinates have their origin in its middle; the picture is 240 of their units
 * high.
 *
 * @param width of the pictures, in pixels
 * @param height likewise
 * @param loose how loosely parts lie: 1 is up to 1.5 units off and 0.4 degrees turned
 */
public record StampedPart(int width, int height, double loose) {
  static final Color BELT = new Color(38, 40, 44);
  static final double HALF_HEIGHT = 70;
  static final double MIDDLE_HOLE = 26;

  private static final double UNITS_HIGH = 240;
  private static final double HALF_WIDTH = 105;
  private static final double CORNER = 24;
  private static final double SMALL_HOLE = 9;
  private static final Color STEEL = new Color(150, 153, 158);

  /** Parts that a guide brings to their place. */
  public StampedPart(int width, int height) {
    this(width, height, 1);
  }

  /**
   * The picture of one part.
   *
   * @param number another number is another part; a defect's place is drawn from it too
   * @return 8 bits a channel, blue, green, red
   */
  public BufferedImage picture(long number, PartDefect defect) {
    SplittableRandom random = new SplittableRandom(number);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(BELT);
    canvas.fillRect(0, 0, width, height);
    double scale = height / UNITS_HIGH;
    canvas.translate(width / 2.0, height / 2.0);
    canvas.scale(scale, scale);
    canvas.translate(loose * random.nextDouble(-1.5, 1.5), loose * random.nextDouble(-1.5, 1.5));
    canvas.rotate(Math.toRadians(loose * random.nextDouble(-0.4, 0.4)));
    canvas.setColor(STEEL);
    canvas.fill(plate());
    defect.draw(canvas, random);
    canvas.dispose();
    lightAndTexture(image.getRaster(), random);
    return image;
  }

  private static Area plate() {
    Area plate =
        new Area(
            new RoundRectangle2D.Double(
                -HALF_WIDTH, -HALF_HEIGHT, 2 * HALF_WIDTH, 2 * HALF_HEIGHT, CORNER, CORNER));
    plate.subtract(hole(0, 0, MIDDLE_HOLE));
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner % 2 == 0 ? 1 : -1) * (HALF_WIDTH - 22);
      double y = (corner < 2 ? 1 : -1) * (HALF_HEIGHT - 22);
      plate.subtract(hole(x, y, SMALL_HOLE));
    }
    return plate;
  }

  private static Area hole(double x, double y, double radius) {
    return new Area(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** A lamp that leans and ages, brush marks along the rows, and the camera's noise. */
  private void lightAndTexture(WritableRaster raster, SplittableRandom random) {
    double level = random.nextDouble(0.94, 1.06);
    double lean = random.nextDouble(-0.05, 0.05);
    double brush = 0;
    int[] row = new int[3 * width];
    for (int y = 0; y < height; y++) {
      brush = 0.7 * brush + random.nextDouble(-0.02, 0.02);
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        double light = level * (1 + brush + lean * (x - width / 2.0) / width);
        double noise = random.nextDouble(-5, 5);
        for (int channel = 3 * x; channel < 3 * x + 3; channel++) {
          row[channel] = Math.clamp(Math.round(row[channel] * light + noise), 0, 255);
        }
      }
      raster.setPixels(0, y, width, 1, row);
    }
  }
}
