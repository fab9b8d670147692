package io.linewatch.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.onnx.TiledTaps.Span;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.util.Arrays;
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
            new Span(0, 512, 0, 640),
            new Span(512, 1024, 448, 1088),
            new Span(1024, 1536, 960, 1600),
            new Span(1536, 2048, 1408, 2048));
    for (int pixels = 64; pixels <= 4096; pixels += 32) {
      int covered = 0;
      for (Span span : TiledTaps.spans(pixels, 512)) {
        assertThat(span.from()).isEqualTo(covered);
        assertThat(span.to() - span.from()).isBetween(32, 512);
        assertThat(span.seenFrom() % 32 + span.seenTo() % 32).isZero();
        assertThat(span.seenFrom()).isBetween(0, Math.max(0, span.from() - 64));
        assertThat(span.seenTo()).isBetween(Math.min(pixels, span.to() + 64), pixels);
        // Tiles of several shapes take the memory of each.
        assertThat(span.seen()).isEqualTo(TiledTaps.spans(pixels, 512).getFirst().seen());
        covered = span.to();
      }
      assertThat(covered).isEqualTo(pixels);
    }
  }

  @Test
  void aPlaceLooksInItsTileAlmostAsInTheWholePicture() throws Exception {
    float[] whole = features(new VisualSpec.Scale("large", SIDE, SIDE));
    float[] tiled = features(new VisualSpec.Scale("large", SIDE, SIDE, 256));
    int places = SIDE / VisualTrunk.STEP * SIDE / VisualTrunk.STEP;
    int channels = tiled.length / places;
    double mean = 0;
    double worst = 0;
    for (int place = 0; place < places; place++) {
      double squares = 0;
      double off = 0;
      for (int at = place; at < tiled.length; at += places) {
        squares += whole[at] * (double) whole[at];
        off += (whole[at] - tiled[at]) * (double) (whole[at] - tiled[at]);
      }
      double difference = Math.sqrt(off / squares);
      mean += difference / places;
      worst = Math.max(worst, difference);
    }
    System.out.printf(
        "A place in its tile differs by %.2f %% in the mean, %.2f %% at the most%n",
        100 * mean, 100 * worst);

    // The coarsest tap is left out: at a tile's edge it was a third off.
    assertThat(channels).isEqualTo(240 + 240 + 336);
    assertThat(whole).hasSize((channels + 192) * places);
    assertThat(tiled).isNotEqualTo(Arrays.copyOf(whole, tiled.length));
    assertThat(mean).isLessThan(0.01);
    assertThat(worst).isLessThan(0.06);
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
