package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.VisualTrunk;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a visual model was learned; {@code report.json} of its package.
 *
 * @param kind what is learned
 * @param pictures of good parts learned from
 * @param picturesDigest of the digests of the pictures, in the order of their names
 * @param notes for people: what was left out and why
 * @param aspect how pictures are brought to size
 * @param scales width × height of each, and in how many tiles it is looked at
 * @param dimensions of a place, by scale
 * @param head the one taken where scales are not tiled, or {@code TEMPLATE}
 * @param rise by head, how far a blemish put into a good picture not seen raises the score, in
 *     spreads of good pictures; empty when the head was given
 * @param falseRejects share of good parts that may be rejected
 * @param heldOut percent of the limit of good pictures as a model said that had not seen them, in
 *     rising order
 * @param rejected how many of these limits from the others alone would reject
 * @param review percent of the limit from which on a person looks
 * @param backbone digest of it
 * @param seed of folds and memories
 * @param labels what came of people's labels; null when there were none
 */
public record VisualReport(
    String name,
    String kind,
    int pictures,
    String picturesDigest,
    List<String> notes,
    String aspect,
    List<String> scales,
    List<Integer> dimensions,
    String head,
    Map<HeadKind, Double> rise,
    double falseRejects,
    List<Double> heldOut,
    int rejected,
    double review,
    String backbone,
    long seed,
    @Nullable LabelReport labels) {
  public VisualReport {
    notes = List.copyOf(notes);
    scales = List.copyOf(scales);
    dimensions = List.copyOf(dimensions);
    rise = Map.copyOf(rise);
    heldOut = List.copyOf(heldOut);
  }

  /** How large a picture is seen, in words. */
  static String seen(VisualSpec.Scale scale) {
    String size = scale.width() + " × " + scale.height();
    return scale.tile() == null ? size : size + " in " + VisualTrunk.tiles(scale) + " tiles";
  }

  /** The same with what came of people's labels. */
  VisualReport with(LabelReport told) {
    return new VisualReport(
        name,
        kind,
        pictures,
        picturesDigest,
        notes,
        aspect,
        scales,
        dimensions,
        head,
        rise,
        falseRejects,
        heldOut,
        rejected,
        review,
        backbone,
        seed,
        told);
  }
}
