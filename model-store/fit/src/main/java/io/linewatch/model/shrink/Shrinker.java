package io.linewatch.model.shrink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.PackageContents;
import io.linewatch.model.onnx.GraphRunner;
import io.linewatch.model.onnx.MatrixProducts;
import io.linewatch.model.onnx.MatrixProducts.Form;
import io.linewatch.model.onnx.MatrixProducts.Product;
import io.linewatch.model.onnx.MatrixProducts.Range;
import io.linewatch.model.onnx.OnnxFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a package smaller: each matrix product in 8-bit whole numbers if the graph's answers stay
 * within the bound and it becomes no slower by that, else with its weights in 8 bits, else as it
 * was. Ranges are taken from every other row that the package keeps (for reference where it does,
 * and its golden samples), the answers compared on the rows between.
 */
public final class Shrinker {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double LEAST_GAIN = 0.1;
  private static final int LEAST_ROWS = 8;

  /** Of the shrunk graph's own answers, over processors that round otherwise. */
  private static final double TOLERANCE = 5e-3;

  /** A smaller package, and how it compares. */
  public record Shrunk(PackageContents contents, ShrinkReport report) {}

  private final byte[] onnx;
  private final ModelPackage source;
  private final JsonNode report;
  private final float[][] calibration;
  private final float[][] judged;
  private final MatrixProducts products;
  private final RowTime rowTime;

  /**
   * @throws ModelRefused when the package keeps no rows to calibrate with
   */
  public Shrinker(OciLayout store, String digest) throws IOException, ModelRefused {
    this(store, digest, RowTime.MEASURED);
  }

  Shrinker(OciLayout store, String digest, RowTime rowTime) throws IOException, ModelRefused {
    this.rowTime = rowTime;
    this.source = store.load(digest);
    this.onnx = Files.readAllBytes(source.onnxFile());
    this.products = new MatrixProducts(onnx);
    this.report = JSON.readTree(store.report(digest));
    List<float[]> calibrate = new ArrayList<>();
    List<float[]> judge = new ArrayList<>();
    List<float[]> kept = new ArrayList<>();
    report.path("reference").path("rows").forEach(values -> kept.add(floats(values)));
    source.golden().samples().forEach(sample -> kept.add(sample.features()));
    if (kept.size() < LEAST_ROWS) {
      throw new ModelRefused(
          "the package keeps "
              + kept.size()
              + " rows, "
              + LEAST_ROWS
              + " are needed: fit it again");
    }
    for (int i = 0; i < kept.size(); i++) {
      (i % 2 == 0 ? calibrate : judge).add(kept.get(i));
    }
    this.calibration = calibrate.toArray(float[][]::new);
    this.judged = judge.toArray(float[][]::new);
  }

  /**
   * @throws ModelRefused when nothing would be won within the bound; says what was reached
   */
  public Shrunk shrink() throws ModelRefused, OnnxFailed {
    Attempt attempt = attempt(List.of(Form.INTEGER, Form.WEIGHTS, Form.FLOAT));
    if (attempt.report().isSlower()) {
      // Small products lose more to packing and unpacking than whole numbers win.
      attempt = attempt(List.of(Form.WEIGHTS, Form.FLOAT));
    }
    ShrinkReport shrunk = attempt.report();
    if (shrunk.bytesAfter() > (1 - LEAST_GAIN) * shrunk.bytesBefore()) {
      throw new ModelRefused(
          "nothing to win: the graph of "
              + shrunk.bytesBefore()
              + " bytes would have "
              + shrunk.bytesAfter()
              + " within the bound; its products: "
              + shrunk.forms());
    }
    if (shrunk.isSlower() || !shrunk.parity().isWithinBound()) {
      throw new ModelRefused(
          String.format(
              Locale.ROOT,
              "%s: %d instead of %d bytes, one row in %.0f instead of %.0f µs, the score differs by"
                  + " %.2f %% in the mean and %.2f %% at the most; its products: %s",
              shrunk.isSlower() ? "slower" : "other answers",
              shrunk.bytesAfter(),
              shrunk.bytesBefore(),
              shrunk.microsAfter(),
              shrunk.microsBefore(),
              100 * shrunk.parity().meanDifference(),
              100 * shrunk.parity().mostDifference(),
              shrunk.forms()));
    }
    return new Shrunk(contents(attempt.small(), shrunk), shrunk);
  }

  private record Attempt(byte[] small, ShrinkReport report) {}

  /** Each product in the first of these forms in which the answers stay within the bound. */
  private Attempt attempt(List<Form> tried) throws OnnxFailed {
    Map<String, Range> ranges = ranges();
    Map<String, float[]> expected = answers(onnx, judged);
    Map<String, Form> forms = new TreeMap<>();
    for (Product product : products.all()) {
      for (Form form : tried) {
        forms.put(product.output(), form);
        byte[] candidate = products.rewritten(forms, ranges);
        if (form == Form.FLOAT || Parity.of(expected, answers(candidate, judged)).isWithinBound()) {
          break;
        }
      }
    }
    byte[] small = products.rewritten(forms, ranges);
    double[] micros = rowTime.micros(onnx, small, judged);
    ShrinkReport made =
        new ShrinkReport(
            source.digest(),
            new TreeMap<>(forms),
            calibration.length,
            Parity.of(expected, answers(small, judged)),
            onnx.length,
            small.length,
            micros[0],
            micros[1]);
    return new Attempt(small, made);
  }

  private Map<String, Range> ranges() throws OnnxFailed {
    Map<String, float[]> seen = new HashMap<>(answers(products.observed(), calibration));
    float[] input = new float[calibration.length * source.spec().featureCount()];
    for (int i = 0; i < calibration.length; i++) {
      System.arraycopy(calibration[i], 0, input, i * calibration[i].length, calibration[i].length);
    }
    seen.put(ModelSpec.GRAPH_INPUT, input);
    Map<String, Range> ranges = new HashMap<>();
    for (Product product : products.all()) {
      float[] values = seen.getOrDefault(product.input(), new float[0]);
      float least = 0;
      float most = 0;
      for (float value : values) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      ranges.put(product.input(), new Range(least, most));
    }
    return ranges;
  }

  private static Map<String, float[]> answers(byte[] graph, float[][] rows) throws OnnxFailed {
    try (GraphRunner runner = new GraphRunner(graph)) {
      return runner.run(rows);
    }
  }

  /** The golden samples are the smaller graph's own answers: a gateway checks that it runs so. */
  private PackageContents contents(byte[] small, ShrinkReport shrunk) throws OnnxFailed {
    List<GoldenSamples.Sample> old = source.golden().samples();
    Map<String, float[]> answers =
        answers(small, old.stream().map(GoldenSamples.Sample::features).toArray(float[][]::new));
    ModelSpec.Outputs names = source.spec().outputs();
    int channels = source.spec().inputs().size();
    List<GoldenSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      double[] shares = new double[channels];
      for (int c = 0; c < channels; c++) {
        shares[c] = at(answers, names.contributions(), i * channels + c);
      }
      samples.add(
          new GoldenSamples.Sample(
              old.get(i).features(),
              at(answers, names.score(), i),
              at(answers, names.t2(), i),
              at(answers, names.spe(), i),
              shares));
    }
    ObjectNode whole = report.deepCopy();
    whole.set("shrunk", JSON.valueToTree(shrunk));
    return new PackageContents(
        source.spec(),
        small,
        new GoldenSamples(GoldenSamples.VERSION, TOLERANCE, samples),
        (whole.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static double at(Map<String, float[]> answers, String name, int index) {
    return answers.getOrDefault(name, new float[0])[index];
  }

  private static float[] floats(JsonNode values) {
    float[] row = new float[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i).floatValue();
    }
    return row;
  }
}
