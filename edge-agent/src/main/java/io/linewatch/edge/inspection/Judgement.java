package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig.Recipe;
import io.linewatch.edge.inference.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualScore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a picture came to, before anybody is told.
 *
 * @param detail one sentence for people
 * @param scored null when it was not scored
 * @param decoded null when it is no picture; good until the worker's next one
 * @param measured what the camera's picture measures
 * @param faults those above their limit
 */
record Judgement(
    Verdict verdict,
    @Nullable NotInspected reason,
    String detail,
    @Nullable Scored scored,
    @Nullable Recipe recipe,
    @Nullable Picture decoded,
    Map<PictureFault, Double> measured,
    List<PictureFault> faults) {

  /** A score and what it is measured by. */
  record Scored(PictureScorer scorer, VisualScore score, double rejectAbove, double reviewAbove) {
    Verdict verdict() {
      double percent = score.percent();
      return percent > rejectAbove
          ? Verdict.NG
          : percent > reviewAbove ? Verdict.REVIEW : Verdict.OK;
    }
  }
}
