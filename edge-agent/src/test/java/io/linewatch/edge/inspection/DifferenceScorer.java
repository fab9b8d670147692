package io.linewatch.edge.inspection;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.edge.inference.PictureScorer;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How far blocks of 8 × 8 pixels are from the golden picture: 100 % at 30 grey levels. */
public final class DifferenceScorer implements PictureScorer {
  public static final String DIGEST = "sha256:" + "ab".repeat(32);
  public static final int BLOCK = 8;
  static final int ROWS = TestPictures.HEIGHT / BLOCK;
  static final int COLUMNS = TestPictures.WIDTH / BLOCK;
  private static final double LIMIT = 30;

  private final Picture golden = TestPictures.picture(TestPictures.Scene.GOOD, 0);
  volatile boolean broken;
  volatile boolean defective;

  /** As on a box whose Java runtime lacks what drawing needs. */
  volatile boolean lacking;

  public static VisualSpec spec(String name) {
    return new VisualSpec(
        VisualSpec.KIND,
        VisualSpec.VERSION,
        name,
        "a test",
        VisualSpec.Task.ANOMALY,
        List.of(new VisualSpec.Scale("picture", TestPictures.WIDTH, TestPictures.HEIGHT)),
        VisualSpec.Aspect.STRETCH,
        new VisualSpec.Normalisation(0, LIMIT / 100),
        PictureRegion.WHOLE,
        new VisualSpec.Outputs("score", "heat_map", ROWS, COLUMNS),
        new VisualSpec.Limits(90, 100),
        TestPictures.WIDTH,
        TestPictures.HEIGHT,
        0.5,
        null,
        new AlarmPolicy(
            0,
            AlarmClass.ADVISORY,
            List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, 100)),
            null,
            null,
            Duration.ZERO,
            Duration.ZERO,
            0,
            false,
            null,
            Set.of(),
            null,
            "",
            "",
            ""));
  }

  @Override
  public String digest() {
    return DIGEST;
  }

  @Override
  public VisualSpec spec() {
    return spec("lid");
  }

  @Override
  public Picture goldenPicture() {
    if (defective) {
      throw new UnsupportedOperationException("a defect");
    }
    if (lacking) {
      throw new NoClassDefFoundError("java/awt/Graphics2D");
    }
    return golden;
  }

  @Override
  public VisualScore score(Picture picture) {
    if (broken) {
      throw new IllegalStateException("out of memory in the runtime");
    }
    float[] map = new float[ROWS * COLUMNS];
    for (int y = 0; y < TestPictures.HEIGHT; y++) {
      for (int x = 0; x < TestPictures.WIDTH; x++) {
        double off = Math.abs(picture.at(y, x, 0) - golden.at(y, x, 0));
        map[y / BLOCK * COLUMNS + x / BLOCK] += (float) (off / LIMIT * 100 / (BLOCK * BLOCK));
      }
    }
    HeatMap heat = new HeatMap(ROWS, COLUMNS, map);
    return new VisualScore(heat.percent()[heat.greatest()], heat);
  }
}
