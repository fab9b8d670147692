package io.linewatch.model.format;

import io.linewatch.model.visual.LabelledAnswer;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a classifier or detector that was trained elsewhere; JSON, every field.
 *
 * @param name of the model
 * @param description one sentence for people
 * @param input name, width and height of the graph's input
 * @param aspect how a picture of another aspect is brought to that size
 * @param normalisation of brightness, the same for all colours; what differs belongs into the graph
 * @param region of the picture that is inspected
 * @param output name of the graph's output
 * @param reviewFrom percent of a rule's confidence from which on a person looks, above 0, at most
 *     100
 * @param millimetresPerPixel of the cameras' pictures, or null
 * @param answer what the labels mean
 */
public record VisualDeclaration(
    String name,
    String description,
    VisualSpec.Task task,
    VisualSpec.Scale input,
    VisualSpec.Aspect aspect,
    VisualSpec.Normalisation normalisation,
    PictureRegion region,
    String output,
    double reviewFrom,
    @Nullable Double millimetresPerPixel,
    LabelledAnswer answer) {

  /**
   * @throws ModelRefused with the first thing that is wrong
   */
  public static VisualDeclaration read(byte[] json) throws ModelRefused {
    return StrictJson.read("the declaration", json, VisualDeclaration.class);
  }
}
