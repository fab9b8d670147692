package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a picture looks like, by scale.
 *
 * @param places [places × dimensions] each
 * @param contexts what it is like as a whole; of the scales that are not tiled, which come first
 */
public record PicturePlaces(List<float[]> places, List<float[]> contexts) {
  public PicturePlaces {
    places = List.copyOf(places);
    contexts = List.copyOf(contexts);
  }

  /** How contexts become few numbers, learned from good pictures. */
  public static List<Whitening> contexts(List<PicturePlaces> good) throws FitRefused {
    return ContextFit.whitenings(good);
  }

  /** With its contexts in few numbers. */
  public PicturePlaces shortened(List<Whitening> whitenings) {
    return new PicturePlaces(
        places,
        IntStream.range(0, contexts.size())
            .mapToObj(i -> Whitenings.apply(whitenings.get(i), contexts.get(i)))
            .toList());
  }
}
