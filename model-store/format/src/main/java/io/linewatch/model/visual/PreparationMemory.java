package io.linewatch.model.visual;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory for what one picture after the other is prepared into, as {@link PictureMemory} is for
 * pixels. One thread at a time; inputs in it are good until the next picture is prepared.
 */
public final class PreparationMemory {
  private final PictureMemory moved = new PictureMemory();
  private final List<float[]> inputs = new ArrayList<>();

  PictureMemory moved() {
    return moved;
  }

  /**
   * For so many numbers, with anything in them.
   *
   * @param input number of the graph's input, each in turn
   */
  float[] input(int input, int floats) {
    if (input == inputs.size()) {
      inputs.add(new float[floats]);
    } else if (inputs.get(input).length != floats) {
      inputs.set(input, new float[floats]);
    }
    return inputs.get(input);
  }
}
