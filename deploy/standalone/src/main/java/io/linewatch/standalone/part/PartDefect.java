package io.linewatch.standalone.part;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/**
 * What can be wrong with a stamped part. Drawn here and nowhere else: fits, limits and the
 * blemishes that a fit tries its heads with know nothing of these shapes.
 */
public enum PartDefect {
  NONE,
  /** A piece has broken out of the edge; the belt is seen through it. */
  CHIPPED_EDGE,
  /** A ridge of metal stands into the middle hole. */
  BURR,
  /** A dent: one flank dark, the other one bright. */
  DENT,
  /** Patches of rust that have grown together. */
  RUST;

  private static final Color METAL = new Color(176, 178, 182);

  /**
   * Draws it onto a part.
   *
   * @param canvas in the part's own coordinates, see {@link StampedPart}
   */
  void draw(Graphics2D canvas, SplittableRandom random) {
    switch (this) {
      case NONE -> {}
      case CHIPPED_EDGE -> chip(canvas, random);
      case BURR -> burr(canvas, random);
      case DENT -> dent(canvas, random);
      case RUST -> rust(canvas, random);
    }
  }

  private static void chip(Graphics2D canvas, SplittableRandom random) {
    double middle = random.nextDouble(-70, 70);
    double side = random.nextBoolean() ? 1 : -1;
    double edge = side * StampedPart.HALF_HEIGHT;
    Path2D bite = new Path2D.Double();
    bite.moveTo(middle - 15, edge + side * 3);
    for (int i = 0; i < 5; i++) {
      bite.lineTo(middle - 10 + 5 * i, edge - side * random.nextDouble(8, 18));
    }
    bite.lineTo(middle + 15, edge + side * 3);
    bite.closePath();
    canvas.setColor(StampedPart.BELT);
    canvas.fill(bite);
  }

  private static void burr(Graphics2D canvas, SplittableRandom random) {
    double angle = random.nextDouble(0, 2 * Math.PI);
    double radius = StampedPart.MIDDLE_HOLE;
    Path2D ridge = new Path2D.Double();
    ridge.moveTo(radius * 1.1 * Math.cos(angle - 0.7), radius * 1.1 * Math.sin(angle - 0.7));
    for (int i = 0; i < 5; i++) {
      double at = angle - 0.5 + 0.25 * i;
      double reach = radius * random.nextDouble(0, 0.35);
      ridge.lineTo(reach * Math.cos(at), reach * Math.sin(at));
    }
    ridge.lineTo(radius * 1.1 * Math.cos(angle + 0.7), radius * 1.1 * Math.sin(angle + 0.7));
    ridge.closePath();
    canvas.setColor(METAL);
    canvas.fill(ridge);
  }

  private static void dent(Graphics2D canvas, SplittableRandom random) {
    double x = (random.nextBoolean() ? 1 : -1) * random.nextDouble(42, 60);
    double y = random.nextDouble(-25, 10);
    double size = random.nextDouble(20, 28);
    canvas.setStroke(new BasicStroke(5));
    canvas.setColor(new Color(70, 72, 76));
    canvas.draw(new Arc2D.Double(x - size / 2, y - size / 2, size, size, 100, 150, Arc2D.OPEN));
    canvas.setColor(new Color(235, 236, 238));
    canvas.draw(new Arc2D.Double(x - size / 2, y - size / 2, size, size, 280, 150, Arc2D.OPEN));
  }

  private static void rust(Graphics2D canvas, SplittableRandom random) {
    double x = (random.nextBoolean() ? 1 : -1) * random.nextDouble(45, 70);
    double y = random.nextDouble(-30, 20);
    for (int i = 0; i < 9; i++) {
      double width = random.nextDouble(6, 16);
      double height = random.nextDouble(5, 12);
      canvas.setColor(
          new Color(random.nextInt(95, 135), random.nextInt(55, 80), random.nextInt(25, 45), 190));
      canvas.fill(new Ellipse2D.Double(x, y, width, height));
      x += random.nextDouble(-9, 9);
      y += random.nextDouble(-6, 8);
    }
  }
}
