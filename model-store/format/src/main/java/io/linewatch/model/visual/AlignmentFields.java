package io.linewatch.model.visual;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an alignment as a package has them. Packages of before there were turns have no {@code
 * maxTurn}; a program of that time does not know the field and refuses a package that has it.
 */
final class AlignmentFields {
  @JsonProperty private int width;
  @JsonProperty private int height;
  @JsonProperty private byte @Nullable [] golden;
  @JsonProperty private double maxShift;
  @JsonProperty private @Nullable Double maxTurn;

  /**
   * @throws IllegalArgumentException when a field is missing or out of its bounds
   */
  VisualSpec.Alignment alignment() {
    if (golden == null) {
      throw new IllegalArgumentException("an alignment has a small golden picture");
    }
    return new VisualSpec.Alignment(width, height, golden, maxShift, maxTurn);
  }
}
