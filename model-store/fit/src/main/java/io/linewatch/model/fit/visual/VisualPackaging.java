package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualGraph;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was learned of good pictures to a package's contents: graph, description, golden picture
 * with its answer, report.
 *
 * @param pictures learned from, with all there is to note
 * @param reader their places were read by
 */
record VisualPackaging(GoodPictures pictures, PlaceReader reader, VisualOptions options) {

  VisualFitter.Fit pack(List<Whitening> contexts, HeadChoice choice, VisualLearner.Learned learned)
      throws IOException, OnnxFailed, FitRefused {
    VisualModel model = learned.model();
    VisualSpec spec = spec(learned);
    byte[] onnx =
        new VisualGraph(
                reader.trunk(),
                reader.whitenings(),
                contexts,
                model.heads(),
                model.weights(),
                model.score(),
                model.heat(),
                spec.outputs())
            .toOnnx();
    GoldenSample golden = GoldenSample.of(pictures, learned, reader, contexts);
    VisualReport report =
        new VisualReport(
            options.name(),
            "visual",
            pictures.files().size(),
            VisualFitter.digest(pictures.files()),
            pictures.notes(),
            pictures.how().name(),
            spec.scales().stream().map(VisualReport::seen).toList(),
            reader.grids().stream().map(VisualModel.Grid::dimensions).toList(),
            choice.best().name(),
            choice.rise(),
            options.falseRejects(),
            Arrays.stream(learned.heldOut()).sorted().boxed().toList(),
            learned.rejected(),
            learned.review(),
            options.backbone().digest(),
            options.seed(),
            null);
    double[] heldOut = learned.heldOut().clone();
    for (int i = 0; i < heldOut.length; i++) {
      heldOut[i] = (heldOut[i] - model.score().offset()) / model.score().slope();
    }
    return new VisualFitter.Fit(
        new VisualContents(spec, onnx, golden.expected(), golden.png(), ReportJson.of(report)),
        report,
        model,
        pictures.files(),
        heldOut);
  }

  private VisualSpec spec(VisualLearner.Learned learned) {
    String of = options.partLabel().isBlank() ? "" : " of " + options.partLabel();
    return new VisualSpec(
        VisualSpec.KIND,
        VisualSpec.VERSION,
        options.name(),
        String.format(
            Locale.ROOT,
            "Unlikeness to %d good pictures%s; at most %.2g %% of good parts are rejected",
            pictures.files().size(),
            of,
            100 * options.falseRejects()),
        VisualSpec.Task.ANOMALY,
        reader.trunk().scales(),
        pictures.how(),
        options.normalisation(),
        options.region(),
        new VisualSpec.Outputs(
            "score", "heat_map", learned.model().rows(), learned.model().columns()),
        new VisualSpec.Limits(learned.review(), 100),
        pictures.width(),
        pictures.height(),
        options.millimetresPerPixel(),
        reader.alignment(),
        PartPolicy.saying("The part does not look like the good ones"));
  }
}
