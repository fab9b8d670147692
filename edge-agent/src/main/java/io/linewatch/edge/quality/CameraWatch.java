package io.linewatch.edge.quality;

import io.linewatch.domain.inspection.PictureFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a camera's picture rather than with the part: each fault as one number, in the
 * unit of {@link PictureFault}. Remembers the last pictures' check sums, and how bright they were.
 * Pure but for that. One thread.
 */
public final class CameraWatch {
  /** Pictures that are remembered to find a run of them again. */
  static final int REMEMBERED = 256;

  /** Weight of the newest picture in the lamp's brightness: some twenty pictures. */
  private static final double LAMP_WEIGHT = 0.1;

  /** Blocks of the view that are looked at for something that covers it. */
  private static final int BLOCK = 8;

  private static final double TEXTURE = 6;
  private static final double GONE = 0.25;

  private final long[] sums = new long[REMEMBERED];
  private long seen;
  private int sameInRow;
  private int lag;
  private int lagRun;

  private final boolean placed;
  private @Nullable GreyView reference;
  private @Nullable ViewAlignment alignment;
  private double lamp = Double.NaN;

  /**
   * @param placed whether parts lie at the same place, so that the picture's is looked for
   */
  public CameraWatch(boolean placed) {
    this.placed = placed;
  }

  /**
   * What pictures are compared with from now on.
   *
   * @param golden a good picture; null when there is none: what needs it is not measured
   */
  public void compareWith(@Nullable GreyView golden) {
    if (!Objects.equals(golden, reference)) {
      reference = golden;
      alignment =
          golden == null || !placed ? null : new ViewAlignment(golden.small(), golden.aspect());
      lamp = Double.NaN;
    }
  }

  /** Measures one picture; what cannot be measured is left out. */
  public Map<PictureFault, Double> take(GreyView view) {
    Map<PictureFault, Double> measured = new EnumMap<>(PictureFault.class);
    measured.put(PictureFault.FROZEN, (double) inRow(view.pixels()));
    measured.put(PictureFault.REPLAYED, (double) replayed(view.pixels()));
    remember(view.pixels());
    measured.put(PictureFault.BLACK, view.blackPercent());
    GreyView golden = reference;
    double usual = golden == null ? 0 : golden.whitePercent();
    measured.put(PictureFault.OVER_EXPOSED, Math.max(0, view.whitePercent() - usual));
    if (golden != null) {
      besideReference(view, golden, measured);
    }
    return measured;
  }

  private void besideReference(GreyView view, GreyView golden, Map<PictureFault, Double> measured) {
    lamp = Double.isNaN(lamp) ? view.mean() : LAMP_WEIGHT * view.mean() + (1 - LAMP_WEIGHT) * lamp;
    if (golden.mean() > 0) {
      measured.put(PictureFault.LAMP_DRIFT, 100 * Math.abs(lamp / golden.mean() - 1));
    }
    if (Double.isFinite(view.sharpness()) && Double.isFinite(golden.sharpness())) {
      double left = view.sharpness() / golden.sharpness();
      measured.put(PictureFault.BLURRED, Math.max(0, 100 * (1 - left)));
    }
    measured.put(PictureFault.COVERED, covered(view.small(), golden.small()));
    if (alignment != null) {
      place(view, alignment, measured);
    }
  }

  private static void place(
      GreyView view, ViewAlignment alignment, Map<PictureFault, Double> measured) {
    ViewAlignment.Fit fit = alignment.fit(view.small());
    measured.put(PictureFault.WRONG_PART, 100 * (1 - Math.max(0, fit.likeness())));
    if (!Double.isNaN(fit.shiftPercent())) {
      measured.put(PictureFault.SHIFTED, fit.shiftPercent());
      measured.put(PictureFault.ROTATED, fit.turnDegrees());
    }
  }

  /** How many pictures up to this one are the same; 1 for one that is new. */
  private int inRow(long sum) {
    boolean same = seen > 0 && at(1) == sum;
    sameInRow = same ? sameInRow + 1 : 1;
    return sameInRow;
  }

  /** How many pictures in a row, up to this one, were seen before as many pictures ago. */
  private int replayed(long sum) {
    if (lagRun > 0 && at(lag) == sum) {
      lagRun++;
      return lagRun;
    }
    lagRun = 0;
    // A lag of one is a frozen picture.
    for (int back = 2; back <= Math.min(seen, REMEMBERED); back++) {
      if (at(back) == sum && at(1) != sum) {
        lag = back;
        lagRun = 1;
        break;
      }
    }
    return lagRun;
  }

  private void remember(long sum) {
    sums[(int) (seen % REMEMBERED)] = sum;
    seen++;
  }

  private long at(int back) {
    return sums[(int) ((seen - back) % REMEMBERED)];
  }

  /** Share of blocks that show something in the reference and nothing here, in percent. */
  private static double covered(float[] view, float[] golden) {
    int shown = 0;
    int gone = 0;
    for (int y = 0; y < GreyView.SIDE; y += BLOCK) {
      for (int x = 0; x < GreyView.SIDE; x += BLOCK) {
        double wanted = spread(golden, x, y);
        if (wanted >= TEXTURE) {
          shown++;
          gone += spread(view, x, y) < GONE * wanted ? 1 : 0;
        }
      }
    }
    return shown == 0 ? 0 : 100.0 * gone / shown;
  }

  private static double spread(float[] view, int left, int top) {
    double sum = 0;
    double square = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        double value = view[y * GreyView.SIDE + x];
        sum += value;
        square += value * value;
      }
    }
    int n = BLOCK * BLOCK;
    return Math.sqrt(Math.max(0, square / n - sum * sum / n / n));
  }
}
