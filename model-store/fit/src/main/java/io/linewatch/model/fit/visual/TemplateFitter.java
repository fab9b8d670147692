package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.onnx.TemplateGraph;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A package that compares with one golden picture, for parts whose drawing differs from type to
 * type: circuit boards, prints. Nothing is learned; the golden picture is the model. Deterministic.
 */
public final class TemplateFitter {
  /** Greatest side the comparison works at; larger pictures are made smaller. */
  private static final int MOST_SIDE = 1024;

  /** In pixels of the comparison, how far an edge may lie off. */
  private static final int TOLERANCE = 1;

  /** In pixels, how far a piece of the part may lie off when the whole is in its place. */
  private static final int REACH = 3;

  /** 100 % is a difference of this part of the golden picture's contrast, over 5 × 5 pixels. */
  private static final double LIMIT_OF_CONTRAST = 0.5;

  /** Not judged beside the tolerance: what alignment may have moved in. */
  private static final int MARGIN = 5;

  private static final double MOST_SHIFT = 0.03;
  private static final double LEAST_CONTRAST = 0.1;
  private static final VisualSpec.Normalisation NORMALISATION =
      new VisualSpec.Normalisation(0, 255);

  private final VisualOptions options;

  /** Takes name, region, scale and words of the options; the rest is of learned models. */
  public TemplateFitter(VisualOptions options) {
    this.options = options;
  }

  /** What a comparison needs; also scores in plain code. */
  public static final class Template {
    private final Picture golden;
    private final VisualSpec.Scale scale;
    private final VisualSpec.Alignment alignment;
    private final PicturePreparation preparation;
    private final TemplateGraph graph;
    private final TemplateComparison comparison;

    private Template(Picture golden, VisualOptions options) throws FitRefused {
      this.golden = golden;
      Picture part = golden.cut(options.region());
      double factor = Math.min(1, (double) MOST_SIDE / Math.max(part.width(), part.height()));
      this.scale =
          new VisualSpec.Scale(
              "picture", blocks(part.width() * factor), blocks(part.height() * factor));
      this.alignment = VisualSpec.Alignment.to(golden, MOST_SHIFT);
      this.preparation =
          new PicturePreparation(
              options.region(),
              List.of(scale),
              VisualSpec.Aspect.STRETCH,
              NORMALISATION,
              alignment);
      float[] grey = TemplateComparison.grey(preparation.prepare(golden).getFirst());
      double contrast = contrast(grey);
      if (contrast < LEAST_CONTRAST) {
        throw new FitRefused(
            "the golden picture is all one brightness: take one that shows the part");
      }
      this.graph =
          new TemplateGraph(
              scale,
              grey,
              TOLERANCE,
              REACH,
              LIMIT_OF_CONTRAST * contrast,
              MARGIN + TOLERANCE,
              new VisualSpec.Outputs(
                  "score",
                  "heat_map",
                  scale.height() / TemplateGraph.STEP,
                  scale.width() / TemplateGraph.STEP));
      this.comparison = new TemplateComparison(graph);
    }

    /** Percent of the limit, as the package's graph answers. */
    public VisualScore score(Picture picture) {
      HeatMap heat =
          comparison.heat(TemplateComparison.grey(preparation.prepare(picture).getFirst()));
      return new VisualScore(heat.percent()[heat.greatest()], heat);
    }

    /**
     * From the darkest to the lightest pixels, one in a thousand of each left aside: a board may be
     * nearly empty.
     */
    private static double contrast(float[] grey) {
      float[] sorted = grey.clone();
      Arrays.sort(sorted);
      int aside = sorted.length / 1_000;
      return sorted[sorted.length - 1 - aside] - sorted[aside];
    }

    private static int blocks(double side) {
      return (int) Math.max(2, Math.round(side / TemplateGraph.BLOCK)) * TemplateGraph.BLOCK;
    }
  }

  /**
   * @throws FitRefused when the golden picture shows nothing
   */
  public Template template(Picture golden) throws FitRefused {
    return new Template(golden, options);
  }

  /**
   * @param file the golden picture
   */
  public VisualContents fit(Path file) throws IOException, FitRefused {
    Template template = template(PlaceReader.decoded(file));
    byte[] png = InlinePicture.file(InlinePicture.image(template.golden), "png");
    VisualScore expected = template.score(decoded(png));
    VisualSpec spec =
        new VisualSpec(
            VisualSpec.KIND,
            VisualSpec.VERSION,
            options.name(),
            "Difference to a golden picture"
                + (options.partLabel().isBlank() ? "" : " of " + options.partLabel()),
            VisualSpec.Task.ANOMALY,
            List.of(template.scale),
            VisualSpec.Aspect.STRETCH,
            NORMALISATION,
            options.region(),
            template.graph.outputs(),
            new VisualSpec.Limits(80, 100),
            template.golden.width(),
            template.golden.height(),
            options.millimetresPerPixel(),
            template.alignment,
            PartPolicy.saying("The part does not look like the good ones"));
    return new VisualContents(
        spec,
        template.graph.toOnnx(),
        new VisualGolden(
            VisualGolden.VERSION,
            GoldenSample.TOLERANCE,
            expected.percent(),
            expected.map().percent()),
        png,
        ReportJson.of(report(file, template)));
  }

  private VisualReport report(Path file, Template template) throws IOException {
    return new VisualReport(
        options.name(),
        "visual",
        1,
        VisualFitter.digest(List.of(file)),
        List.of(
            String.format(
                Locale.ROOT,
                "100 %% is a difference of %.0f %% of the golden picture's contrast, by design; no"
                    + " share of false rejects is promised",
                100 * LIMIT_OF_CONTRAST)),
        VisualSpec.Aspect.STRETCH.name(),
        List.of(template.scale.width() + " × " + template.scale.height()),
        List.of(1),
        "TEMPLATE",
        Map.of(),
        options.falseRejects(),
        List.of(),
        0,
        80,
        "none",
        options.seed(),
        null);
  }

  private static Picture decoded(byte[] png) throws FitRefused {
    try {
      return new PictureDecoder(PictureLimits.STANDARD).decode(png);
    } catch (PictureRefused refused) {
      throw new FitRefused("the golden picture cannot be kept: " + refused.getMessage());
    }
  }
}
