package io.linewatch.model.visual;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a scale as a package has them. Packages of before there were tiles have no {@code
 * tile}; a program of that time does not know the field and refuses a package that has it.
 */
final class ScaleFields {
  @JsonProperty private @Nullable String input;
  @JsonProperty private int width;
  @JsonProperty private int height;
  @JsonProperty private @Nullable Integer tile;

  /**
   * @throws IllegalArgumentException when a field is missing or out of its bounds
   */
  VisualSpec.Scale scale() {
    if (input == null) {
      throw new IllegalArgumentException("a scale names the input of the graph that it is of");
    }
    return new VisualSpec.Scale(input, width, height, tile);
  }
}
