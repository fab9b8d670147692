package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Recipe;
import io.linewatch.edge.inference.PictureModels;
import io.linewatch.edge.inference.PictureScorer;
import io.linewatch.edge.quality.CameraWatch;
import io.linewatch.edge.quality.GreyView;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureMemory;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the bytes of one picture to what it is worth. Tells nobody. A station's worker. */
final class Inspector {
  private static final Logger LOG = LoggerFactory.getLogger(Inspector.class);

  private final StationConfig station;
  private final PictureDecoder decoder;
  private final PictureMemory memory;
  private final PictureModels models;
  private final StationMeters meters;
  private final CameraWatch camera;
  private @Nullable String comparedWith;

  /**
   * @param memory for the pixels, of the station's worker
   */
  Inspector(
      StationConfig station,
      PictureDecoder decoder,
      PictureMemory memory,
      PictureModels models,
      StationMeters meters) {
    this.station = station;
    this.memory = memory;
    this.camera = new CameraWatch(placed(station));
    this.decoder = decoder;
    this.models = models;
    this.meters = meters;
  }

  /**
   * @param recipe null when there is none
   * @param missing why there is none
   */
  Judgement judge(StationPicture picture, @Nullable Recipe recipe, String missing) {
    Picture decoded;
    try {
      decoded = decoder.decode(picture.bytes(), memory);
    } catch (PictureRefused refused) {
      meters.refused(refused.reason());
      return notInspected(
          NotInspected.UNREADABLE_PICTURE,
          String.valueOf(refused.getMessage()),
          recipe,
          null,
          Map.of());
    }
    PictureScorer scorer = recipe == null ? null : models.scorer(wanted(recipe));
    compareWith(scorer);
    Map<PictureFault, Double> measured = camera.take(GreyView.of(decoded));
    if (recipe == null) {
      return notInspected(NotInspected.NO_RECIPE, missing, null, decoded, measured);
    }
    if (scorer == null) {
      String problem = models.problem(wanted(recipe));
      return notInspected(NotInspected.MODEL_NOT_READY, problem, recipe, decoded, measured);
    }
    try {
      return scored(recipe, scorer, scorer.score(decoded), decoded, measured);
    } catch (RuntimeException | LinkageError failed) {
      LOG.error("station {}: the model could not score", station.id(), failed);
      meters.failures.increment();
      return notInspected(
          NotInspected.SCORING_FAILED,
          "the model failed: " + failed.getMessage(),
          recipe,
          decoded,
          measured);
    }
  }

  /** Finding the picture's place costs some milliseconds; it is done where somebody asks for it. */
  private static boolean placed(StationConfig station) {
    return Stream.of(PictureFault.values())
        .filter(PictureFault::needsPlacedParts)
        .anyMatch(fault -> StationDetectors.limit(station, fault) > 0);
  }

  static PictureModels.Wanted wanted(Recipe recipe) {
    return new PictureModels.Wanted(recipe.model(), recipe.digest());
  }

  private void compareWith(@Nullable PictureScorer scorer) {
    String digest = scorer == null ? null : scorer.digest();
    if (!Objects.equals(digest, comparedWith)) {
      camera.compareWith(scorer == null ? null : GreyView.of(scorer.goldenPicture()));
      comparedWith = digest;
    }
  }

  private Judgement notInspected(
      NotInspected reason,
      String detail,
      @Nullable Recipe recipe,
      @Nullable Picture decoded,
      Map<PictureFault, Double> measured) {
    return new Judgement(
        Verdict.NOT_INSPECTED, reason, detail, null, recipe, decoded, measured, faults(measured));
  }

  private Judgement scored(
      Recipe recipe,
      PictureScorer scorer,
      VisualScore score,
      Picture decoded,
      Map<PictureFault, Double> measured) {
    if (!Double.isFinite(score.percent())) {
      throw new IllegalStateException("the score is " + score.percent());
    }
    VisualSpec.Limits own = scorer.spec().limits();
    double reject = recipe.rejectAbove() == null ? own.reject() : recipe.rejectAbove();
    double review = recipe.reviewAbove() == null ? own.review() : recipe.reviewAbove();
    var scored = new Judgement.Scored(scorer, score, reject, Math.min(review, reject));
    return new Judgement(
        scored.verdict(),
        null,
        said(score, reject),
        scored,
        recipe,
        decoded,
        measured,
        faults(measured));
  }

  private static String said(VisualScore score, double reject) {
    String found = score.reason().isEmpty() ? "" : score.reason() + ". ";
    return found
        + String.format(Locale.ROOT, "Score %.0f %%, limit %.0f %%.", score.percent(), reject);
  }

  private List<PictureFault> faults(Map<PictureFault, Double> measured) {
    List<PictureFault> faults = new ArrayList<>();
    measured.forEach((fault, number) -> {
      double limit = StationDetectors.limit(station, fault);
      if (limit > 0 && number > limit) {
        faults.add(fault);
      }
    });
    return faults;
  }
}
