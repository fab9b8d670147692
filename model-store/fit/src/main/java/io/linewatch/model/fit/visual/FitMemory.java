package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.VisualTrunk;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;
import java.util.Locale;

/**
 * Whether what a fit keeps of its pictures fits into memory: the places of all of them, as each is
 * scored by a model of the others. Pure.
 *
 * @param heap bytes the program may use
 */
record FitMemory(long heap) {
  /** Share of the heap that may be taken. */
  private static final double SHARE = 0.85;

  /**
   * The largest input, its picture, the features of its places and copies of them on their way to
   * and from the runtime, in parts of the input.
   */
  private static final int ON_THE_WAY = 6;

  private static final double GIGA = 1e9;

  /**
   * @throws FitRefused before the long part, with what can be done
   */
  void require(int pictures, List<VisualSpec.Scale> scales) throws FitRefused {
    long onTheWay =
        (long) ON_THE_WAY
            * Float.BYTES
            * scales.stream().mapToInt(VisualSpec.Scale::floats).max().orElseThrow();
    long each = bytes(scales);
    double spare = SHARE * heap - onTheWay;
    if (pictures * each <= spare) {
      return;
    }
    long most = (long) Math.max(0, spare / each);
    throw new FitRefused(
        String.format(
            Locale.ROOT,
            "what %d pictures look like at %s takes %.1f GB of memory while it is learned, and the"
                + " program may use %.1f GB: give it more (LINEWATCH_OPTS=-Xmx%dm), name a larger"
                + " defect or smaller sides%s",
            pictures,
            scales.stream().map(s -> s.width() + " × " + s.height()).toList(),
            (pictures * each + onTheWay) / GIGA,
            heap / GIGA,
            (long) Math.ceil((pictures * each + onTheWay) / SHARE / (1 << 20)),
            most < GoodPictures.LEAST ? "" : ", or show at most " + most + " pictures"));
  }

  /** Of one picture's places. */
  static long bytes(List<VisualSpec.Scale> scales) {
    long places = 0;
    for (VisualSpec.Scale scale : scales) {
      places += (long) scale.floats() / Picture.CHANNELS / (VisualTrunk.STEP * VisualTrunk.STEP);
    }
    return places * Whitenings.DIMENSIONS * Float.BYTES;
  }
}
