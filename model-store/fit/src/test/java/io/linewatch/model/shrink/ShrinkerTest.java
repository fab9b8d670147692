package io.linewatch.model.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.MatrixProducts.Form;
import io.linewatch.model.onnx.OnnxScorer;
import io.linewatch.model.tabular.TabularFitter;
import io.linewatch.model.tabular.TabularOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
  private static final long SEED = 41;
  private static final int CHANNELS = 12;

  @TempDir private Path folder;

  @Test
  void aPackageOfManyFeaturesShrinksWithinTheBoundAndAGatewayTakesIt() throws Exception {
    OciLayout store = OciLayout.open(folder.resolve("store"));
    String full = store.pack(normalRunning().contents());
    Shrinker.Shrunk shrunk = new Shrinker(store, full, (_, _, _) -> new double[] {50, 50}).shrink();
    String small = store.pack(shrunk.contents());

    assertThat(shrunk.report().parity().isWithinBound()).isTrue();
    assertThat(shrunk.report().bytesAfter()).isLessThan(shrunk.report().bytesBefore() * 9 / 10);
    assertThat(shrunk.report().forms().values()).contains(Form.WEIGHTS);
    ModelPackage loaded = store.load(small);
    assertThat(loaded.spec()).isEqualTo(store.load(full).spec());
    try (OnnxScorer scorer =
        new OnnxScorer(Files.readAllBytes(loaded.onnxFile()), loaded.spec().outputs())) {
      assertThat(scorer.difference(loaded.golden())).isNull();
    }
    assertThat(new String(store.report(small), StandardCharsets.UTF_8))
        .contains("\"shrunk\"", full);
  }

  @Test
  void aForestHasNoProductsToShrinkAndIsRefused() throws Exception {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("a,b,failure\n");
    for (int i = 0; i < 400; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      text.append(
          String.format(
              Locale.ROOT,
              "%.4f,%.4f,%d%n",
              a,
              b,
              a + b + 0.4 * random.nextGaussian() > 1.5 ? 1 : 0));
    }
    Path table = Files.writeString(folder.resolve("table.csv"), text);
    OciLayout store = OciLayout.open(folder.resolve("store"));
    String digest =
        store.pack(
            new TabularFitter(_ -> {})
                .fit(TabularOptions.of("trees", List.of(table), null, List.of()))
                .contents());

    assertThatThrownBy(() -> new Shrinker(store, digest).shrink())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("nothing to win");
  }

  @Test
  void whereWholeNumbersAreSlowerTheWeightsAloneAreMadeSmall() throws Exception {
    OciLayout store = OciLayout.open(folder.resolve("store"));
    String full = store.pack(normalRunning().contents());
    int[] attempts = {0};

    Shrinker.Shrunk shrunk =
        new Shrinker(store, full, (_, _, _) -> new double[] {50, attempts[0]++ == 0 ? 80 : 51})
            .shrink();

    assertThat(attempts[0]).isEqualTo(2);
    assertThat(shrunk.report().forms().values()).doesNotContain(Form.INTEGER);
    assertThat(shrunk.report().bytesAfter()).isLessThan(shrunk.report().bytesBefore() * 9 / 10);
    assertThat(shrunk.report().calibrated()).isGreaterThan(100);
  }

  @Test
  void whatIsSlowerInEveryFormIsRefusedWithItsNumbers() throws Exception {
    OciLayout store = OciLayout.open(folder.resolve("store"));
    String full = store.pack(normalRunning().contents());

    assertThatThrownBy(() -> new Shrinker(store, full, (_, _, _) -> new double[] {50, 80}).shrink())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("slower")
        .hasMessageContaining("one row in 80 instead of 50 µs");
  }

  @Test
  void answersThatAreNoNumbersOrCrossTheLimitAreBeyondTheBound() {
    Map<String, float[]> full =
        Map.of("score", new float[] {50, 99, 150}, "contributions", new float[] {1, 1, 1});
    assertThat(Parity.of(full, full).isWithinBound()).isTrue();
    assertThat(parity(full, 50, 101, 150).isWithinBound()).isFalse();
    assertThat(parity(full, 50, 99, 160).isWithinBound()).isFalse();
    assertThat(parity(full, 50, Float.NaN, 150).isWithinBound()).isFalse();
  }

  private static Parity parity(Map<String, float[]> full, float... scores) {
    return Parity.of(full, Map.of("score", scores, "contributions", new float[] {1, 1, 1}));
  }

  /** Channels that follow three loads, with features of five kinds and lags: 180 features. */
  private ModelFitter.Fit normalRunning() throws Exception {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("time");
    for (int c = 0; c < CHANNELS; c++) {
      text.append(",x").append(c);
    }
    text.append('\n');
    double[] load = new double[3];
    for (int i = 0; i < 1_500; i++) {
      text.append(Instant.ofEpochSecond(1_700_000_000L + i));
      for (int l = 0; l < load.length; l++) {
        load[l] = 0.97 * load[l] + random.nextGaussian();
      }
      for (int c = 0; c < CHANNELS; c++) {
        double value = 10 * load[c % 3] + (c + 1) * load[(c + 1) % 3] + 2 * random.nextGaussian();
        text.append(String.format(Locale.ROOT, ",%.4f", value));
      }
      text.append('\n');
    }
    Path file = Files.writeString(folder.resolve("recording.csv"), text);
    FitMethod method =
        new FitMethod(
            10, List.of(Feature.MEAN, Feature.STD, Feature.LAST), List.of(0, 5, 10), 0.9, 1);
    return new ModelFitter(_ -> {})
        .fit(
            new FitOptions(
                "shrunk", List.of(file), List.of(), null, null, null, null, method, "", null));
  }
}
