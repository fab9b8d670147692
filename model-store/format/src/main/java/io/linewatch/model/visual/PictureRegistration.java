package io.linewatch.model.visual;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds how a part lies against the golden picture: shift and turn that make both most alike. On
 * small grey pictures, coarse to fine: normalised cross-correlation over a grid of shifts and
 * turns, then {@link PoseRefinement}. Neither a brighter lamp nor another contrast changes the
 * answer. Pure and deterministic, in fit and gateway the same. Safe from any thread.
 */
public final class PictureRegistration {
  /** Below this correlation it is another part, or none, and the picture is left as it is. */
  public static final double LEAST_LIKENESS = 0.6;

  /** The coarsest picture is at most so wide and high. */
  private static final int COARSE = 40;

  /** Degrees between turns that are tried. */
  private static final double TURN_STEP = 2;

  /** Among equals the nearest: a flat picture has moved nowhere. */
  private static final double EQUAL = 1e-9;

  /** The small picture has as many cells as a square of this side. */
  private static final int SIDE = 128;

  private final VisualSpec.Alignment how;
  private final double mostTurn;

  /** From fine to coarse. */
  private final List<PoseRefinement> levels = new ArrayList<>();

  private final List<Turned> turned = new ArrayList<>();

  /** The coarsest golden picture, turned. */
  private record Turned(double turn, GreyPicture golden) {}

  /**
   * @throws IllegalArgumentException when the alignment says nothing of turns
   */
  public PictureRegistration(VisualSpec.Alignment how) {
    Double most = how.maxTurn();
    if (most == null) {
      throw new IllegalArgumentException("an alignment by shifts alone");
    }
    this.how = how;
    this.mostTurn = most;
    GreyPicture golden = GreyPicture.of(how.golden(), how.width(), how.height());
    levels.add(new PoseRefinement(golden));
    while (Math.max(golden.width(), golden.height()) > COARSE) {
      golden = golden.half();
      levels.add(new PoseRefinement(golden));
    }
    int steps = (int) Math.ceil(mostTurn / TURN_STEP);
    for (int step = -steps; step <= steps; step++) {
      turned.add(new Turned(step * TURN_STEP, turn(golden, step * TURN_STEP)));
    }
  }

  /**
   * An alignment to a golden picture.
   *
   * @param maxShift in shares of width and height
   * @param maxTurn in degrees
   */
  public static VisualSpec.Alignment to(Picture golden, double maxShift, double maxTurn) {
    double aspect = Math.clamp((double) golden.width() / golden.height(), 0.25, 4);
    // Multiples of four can be halved twice.
    int width = 4 * (int) Math.round(SIDE * Math.sqrt(aspect) / 4);
    int height = 4 * (int) Math.round(SIDE / Math.sqrt(aspect) / 4);
    return to(golden, width, height, maxShift, maxTurn);
  }

  /** The same with a small picture of a given size. */
  public static VisualSpec.Alignment to(
      Picture golden, int width, int height, double maxShift, double maxTurn) {
    byte[] small = GreyPicture.of(golden, width, height).bytes();
    return new VisualSpec.Alignment(width, height, small, maxShift, maxTurn);
  }

  /**
   * @return the pose; with its likeness, but no shift or turn, where the picture is not like the
   *     golden one, lies further off than is looked for, or is not more alike when it is moved
   */
  public PicturePose pose(Picture picture) {
    return pose(GreyPicture.of(picture, how.width(), how.height()));
  }

  /**
   * As of a picture.
   *
   * @param small another alignment's golden picture, of the same size
   */
  public PicturePose pose(VisualSpec.Alignment small) {
    return pose(GreyPicture.of(small.golden(), small.width(), small.height()));
  }

  private PicturePose pose(GreyPicture fine) {
    List<GreyPicture> present = new ArrayList<>(List.of(fine));
    while (present.size() < levels.size()) {
      present.add(present.getLast().half());
    }
    double[] pose = coarse(present.getLast());
    for (int level = levels.size() - 1; level >= 0; level--) {
      levels.get(level).refine(pose, present.get(level));
      if (level > 0) {
        pose[0] *= 2;
        pose[1] *= 2;
      }
    }
    double likeness = levels.getFirst().likeness(pose, fine);
    double before = levels.getFirst().likeness(new double[3], fine);
    double right = pose[0] / how.width();
    double down = pose[1] / how.height();
    boolean within =
        Math.abs(right) <= how.maxShift()
            && Math.abs(down) <= how.maxShift()
            && Math.abs(pose[2]) <= mostTurn;
    // Negated so that NaN is not believed.
    if (!(within && likeness >= LEAST_LIKENESS && likeness > before)) {
      return new PicturePose(0, 0, 0, Double.isNaN(before) ? 0 : before);
    }
    return new PicturePose(right, down, pose[2], likeness);
  }

  /**
   * Likeness of a picture as it lies, −1 to 1.
   *
   * @param small another alignment's golden picture, of the same size
   */
  public double likenessAsItLies(VisualSpec.Alignment small) {
    return levels
        .getFirst()
        .likeness(new double[3], GreyPicture.of(small.golden(), small.width(), small.height()));
  }

  /** Right and down in cells of the coarsest picture, turn in degrees. */
  private double[] coarse(GreyPicture present) {
    int mostX = (int) Math.ceil(how.maxShift() * present.width());
    int mostY = (int) Math.ceil(how.maxShift() * present.height());
    double[] best = new double[3];
    double most = -2;
    for (Turned one : turned) {
      for (int y = -mostY; y <= mostY; y++) {
        for (int x = -mostX; x <= mostX; x++) {
          double likeness = correlation(one.golden(), present, x, y);
          if (likeness > most + EQUAL
              || (likeness > most - EQUAL && off(x, y, one.turn()) < off(best))) {
            most = likeness;
            best = new double[] {x, y, one.turn()};
          }
        }
      }
    }
    return best;
  }

  private static double off(double... pose) {
    return pose[0] * pose[0] + pose[1] * pose[1] + pose[2] * pose[2];
  }

  /** Of what both show when the second is moved back by (dx, dy); 0 when either is flat there. */
  private static double correlation(GreyPicture a, GreyPicture b, int dx, int dy) {
    double sumA = 0;
    double sumB = 0;
    double squareA = 0;
    double squareB = 0;
    double both = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(a.height(), a.height() - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(a.width(), a.width() - dx); x++) {
        double valueA = a.at(x, y);
        double valueB = b.at(x + dx, y + dy);
        sumA += valueA;
        sumB += valueB;
        squareA += valueA * valueA;
        squareB += valueB * valueB;
        both += valueA * valueB;
        n++;
      }
    }
    return PoseRefinement.correlation(n, sumA, sumB, squareA, squareB, both);
  }

  /** Turned about its middle, bilinear; the edge goes on where there is nothing. */
  private static GreyPicture turn(GreyPicture golden, double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    double middleX = (golden.width() - 1) / 2.0;
    double middleY = (golden.height() - 1) / 2.0;
    float[] values = new float[golden.values().length];
    for (int y = 0; y < golden.height(); y++) {
      for (int x = 0; x < golden.width(); x++) {
        double right = x - middleX;
        double down = y - middleY;
        double fromX = middleX + cos * right + sin * down;
        double fromY = middleY - sin * right + cos * down;
        values[y * golden.width() + x] =
            (float)
                golden.between(
                    Math.clamp(fromX, 0, golden.width() - 1.0),
                    Math.clamp(fromY, 0, golden.height() - 1.0));
      }
    }
    return new GreyPicture(golden.width(), golden.height(), values);
  }
}
