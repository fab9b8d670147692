package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.VisualDeclaration;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.util.List;

/**
 * A package of a classifier or detector that was trained elsewhere. What its graph answers for the
 * good picture here is what it must answer on every gateway.
 */
public final class LabelledPackage {
  /** Places of the map that is drawn from what was found. */
  private static final int MAP_SIDE = 64;

  private record Report(String name, String kind, String task, List<String> labels, String onnx) {}

  private LabelledPackage() {}

  /**
   * @param onnx the graph
   * @param good bytes of a picture of a good part
   * @throws FitRefused when the picture cannot be read, or is not good by the declaration
   * @throws ModelRefused when graph and declaration do not belong together, or the runtime cannot
   *     run the graph
   */
  public static VisualContents of(VisualDeclaration declared, byte[] onnx, byte[] good)
      throws FitRefused, ModelRefused, IOException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);
    Picture picture;
    byte[] png;
    VisualSpec spec;
    try {
      spec = spec(declared, decoder.decode(good));
      png = GoldenSample.png(good, decoder);
      picture = decoder.decode(png);
    } catch (PictureRefused refused) {
      throw new FitRefused("the good picture cannot be read: " + refused.getMessage());
    }
    String problem = declared.answer().problem(spec);
    if (problem != null) {
      throw new ModelRefused("the declaration: " + problem);
    }
    VisualScore score;
    try (PictureScorer scorer = new PictureScorer(onnx, spec, declared.answer())) {
      score = scorer.score(picture);
    } catch (OnnxFailed | IllegalArgumentException | IllegalStateException other) {
      throw new ModelRefused("the graph is not as declared: " + other.getMessage(), other);
    }
    if (score.percent() > spec.limits().reject()) {
      throw new FitRefused(
          "by the declaration the good picture is defective: "
              + score.reason()
              + "; choose another picture, or mend the rules");
    }
    return new VisualContents(
        spec,
        onnx,
        new VisualGolden(
            VisualGolden.VERSION, GoldenSample.TOLERANCE, score.percent(), score.map().percent()),
        png,
        ReportJson.of(
            new Report(
                declared.name(),
                "labelled",
                declared.task().name(),
                declared.answer().labels(),
                Digest.of(onnx))),
        declared.answer());
  }

  private static VisualSpec spec(VisualDeclaration declared, Picture good) throws ModelRefused {
    try {
      return new VisualSpec(
          VisualSpec.KIND,
          VisualSpec.VERSION,
          declared.name(),
          declared.description(),
          declared.task(),
          List.of(declared.input()),
          declared.aspect(),
          declared.normalisation(),
          declared.region(),
          new VisualSpec.Outputs(declared.output(), "", MAP_SIDE, MAP_SIDE),
          new VisualSpec.Limits(declared.reviewFrom(), 100),
          good.width(),
          good.height(),
          declared.millimetresPerPixel(),
          null,
          PartPolicy.saying("The part shows what it should not, or lacks something"));
    } catch (IllegalArgumentException wrong) {
      throw new ModelRefused("the declaration: " + wrong.getMessage(), wrong);
    }
  }
}
