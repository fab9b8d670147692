package io.linewatch.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.onnx.TiledTaps.Span;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TiledTapsTest {
  private static final int SIDE = 640;
  private static final VisualSpec.Scale SMALL = new VisualSpec.Scale("small", 64, 64);

  @Test
  void tilesCoverEverySideOnceAndSeeTheirNeighboursEdges() {
    assertThat(TiledTaps.spans(2048, 512))
        .containsExactly(
            new Span(0, 512, 0, 576),
            new Span(512, 1024, 448, 1088),
            new Span(1024, 1536, 960, 1600),
            new Span(1536, 2048, 1472, 2048));
    for (int pixels = 64; pixels <= 4096; pixels += 32) {
      int covered = 0;
      for (Span span : TiledTaps.spans(pixels, 512)) {
        assertThat(span.from()).isEqualTo(covered);
        assertThat(span.to() - span.from()).isBetween(32, 512);
        assertThat(span.seenFrom() % 32 + span.seenTo() % 32).isZero();
        covered = span.to();
      }
      assertThat(covered).isEqualTo(pixels);
    }
  }

  @Test
  void aPlaceLooksInItsTileAlmostAsInTheWholePicture() throws Exception {
    float[] whole = features(new VisualSpec.Scale("large", SIDE, SIDE));
    float[] tiled = features(new VisualSpec.Scale("large", SIDE, SIDE, 256));
    int side = SIDE / VisualTrunk.STEP;
    double spread = 0;
    double error = 0;
    double worst = 0;
    for (int i = 0; i < whole.length; i++) {
      spread += whole[i] * (double) whole[i] / whole.length;
      double difference = (whole[i] - tiled[i]) * (double) (whole[i] - tiled[i]);
      error += difference / whole.length;
    }
    int channels = whole.length / (side * side);
    for (int place = 0; place < side * side; place++) {
      double squares = 0;
      double off = 0;
      for (int c = 0; c < channels; c++) {
        int at = c * side * side + place;
        squares += whole[at] * (double) whole[at];
        off += (whole[at] - tiled[at]) * (double) (whole[at] - tiled[at]);
      }
      System.out.print(String.format("%3.0f", 100 * Math.sqrt(off / squares)) + (place % side == side - 1 ? "\n" : ""));
      worst = Math.max(worst, Math.sqrt(off / squares));
    }
    System.out.println(
        "tiled against whole: " + Math.sqrt(error / spread) + " in the mean, worst place " + worst);
    assertThat(tiled).isNotEqualTo(whole);
    assertThat(Math.sqrt(error / spread)).isLessThan(0.02);
    assertThat(worst).isLessThan(0.1);
  }

  /** Of a picture with smooth shapes and grain. */
  private static float[] features(VisualSpec.Scale scale) throws Exception {
    VisualTrunk trunk =
        new VisualTrunk(Backbone.standard(), List.of(SMALL, scale), VisualSpec.Aspect.STRETCH);
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[scale.floats()];
    for (int i = 0; i < values.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE % SIDE;
      double shape = Math.sin(x / 37.0) * Math.cos(y / 53.0) + (x / 90 + y / 70) % 2;
      values[i] = (float) (0.6 * shape - 0.3 + random.nextDouble(-0.2, 0.2));
    }
    try (PictureRunner runner = new PictureRunner(trunk.featuresOnnx(), trunk.scales())) {
      return runner
          .run(
              List.of(
                  new PicturePreparation.Input(64, 64, new float[SMALL.floats()]),
                  new PicturePreparation.Input(SIDE, SIDE, values)))
          .get(VisualTrunk.featuresOf(1))
          .values();
    }
  }
}
