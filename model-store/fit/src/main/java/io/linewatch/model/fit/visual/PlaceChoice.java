package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.VisualOptions.Align;
import io.linewatch.model.visual.PicturePose;
import io.linewatch.model.visual.PictureRegistration;
import io.linewatch.model.visual.VisualSpec;
import io.linewatch.model.visual.VisualSpec.Alignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether parts are brought to one place before they are inspected, and to which. Where good
 * pictures have no common layout no place is found for them; where they lie alike, moving them
 * makes them no more alike. No picture of a defect takes part.
 *
 * @param alignment null when pictures are inspected as they lie
 * @param said what was chosen and why, for people
 */
public record PlaceChoice(@Nullable Alignment alignment, String said) {
  static final String MOVED = "Parts are brought to one place";
  static final String STILL = "Parts are inspected where they lie";

  /** How far off parts are looked for, in shares of width and height. */
  private static final double MOST_SHIFT = 0.1;

  /** In degrees. */
  private static final double MOST_TURN = 10;

  /** Pictures looked at, evenly spread over all. */
  private static final int LOOKED_AT = 60;

  /** Of these tried as the golden one. */
  private static final int TRIED = 12;

  /** Of so many good pictures the place must be found. */
  private static final double FOUND = 0.95;

  /** What good pictures do not share must shrink to this. */
  private static final double UNLIKE_LEFT = 0.7;

  /**
   * By how alike good pictures are.
   *
   * @throws FitRefused when an alignment is asked for that there cannot be
   */
  static PlaceChoice of(GoodPictures pictures, VisualOptions options)
      throws IOException, FitRefused {
    if (options.align() == Align.OFF) {
      return new PlaceChoice(null, STILL + ", as was asked for");
    }
    if (pictures.how() == VisualSpec.Aspect.OWN) {
      if (options.align() == Align.ON) {
        throw new FitRefused(
            "pictures of several aspects have no common place: let the camera cut alike, or leave"
                + " --align out");
      }
      return new PlaceChoice(null, STILL + ": the pictures have several aspects");
    }
    return of(small(pictures), options.align());
  }

  /**
   * @param small pictures, small, of one size
   */
  static PlaceChoice of(List<Alignment> small, Align asked) {
    Alignment golden = middle(small);
    PictureRegistration registration = new PictureRegistration(golden);
    List<Double> before = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    int found = 0;
    for (Alignment one : small) {
      if (!one.equals(golden)) {
        PicturePose pose = registration.pose(one);
        before.add(1 - registration.likenessAsItLies(one));
        after.add(1 - pose.likeness());
        found += pose.likeness() >= PictureRegistration.LEAST_LIKENESS ? 1 : 0;
      }
    }
    double unlikeBefore = median(before);
    double unlikeAfter = median(after);
    double share = (double) found / before.size();
    boolean worth = share >= FOUND && unlikeAfter <= UNLIKE_LEFT * unlikeBefore;
    boolean on = asked == Align.ON || worth;
    String measured =
        String.format(
            Locale.ROOT,
            "of %d good pictures %.0f %% show the golden one's layout, and shifted and turned to its"
                + " place they are unlike it by %.2g instead of %.2g",
            before.size(),
            100 * share,
            unlikeAfter,
            unlikeBefore);
    String what = on ? MOVED : STILL;
    String why = asked == Align.ON ? ", as was asked for: " : ": ";
    return new PlaceChoice(on ? golden : null, what + why + measured);
  }

  private static List<Alignment> small(GoodPictures pictures) throws IOException, FitRefused {
    int all = pictures.files().size();
    int count = Math.min(LOOKED_AT, all);
    List<Alignment> small = new ArrayList<>();
    int width = 0;
    int height = 0;
    for (int i = 0; i < count; i++) {
      var picture = PlaceReader.decoded(pictures.files().get((int) ((long) i * all / count)));
      Alignment one =
          i == 0
              ? PictureRegistration.to(picture, MOST_SHIFT, MOST_TURN)
              : PictureRegistration.to(picture, width, height, MOST_SHIFT, MOST_TURN);
      width = one.width();
      height = one.height();
      small.add(one);
    }
    return small;
  }

  /** The one that the others lie around: least of their shifts and turns in the mean. */
  private static Alignment middle(List<Alignment> small) {
    Alignment best = small.getFirst();
    double least = Double.MAX_VALUE;
    int count = Math.min(TRIED, small.size());
    for (int i = 0; i < count; i++) {
      Alignment golden = small.get(i * small.size() / count);
      PictureRegistration registration = new PictureRegistration(golden);
      double sum = 0;
      for (int j = 0; j < count; j++) {
        PicturePose pose = registration.pose(small.get(j * small.size() / count));
        boolean found = pose.likeness() >= PictureRegistration.LEAST_LIKENESS;
        sum += found ? off(pose) : 1;
      }
      if (sum < least) {
        least = sum;
        best = golden;
      }
    }
    return best;
  }

  /** Of a part's edge, in shares of the picture. */
  private static double off(PicturePose pose) {
    return Math.hypot(pose.right(), pose.down()) + Math.toRadians(Math.abs(pose.turn())) / 2;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
