package io.linewatch.edge.inference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of a batch of rows.
 *
 * @param score by row, percent of the model's limit
 * @param shares row after row, the share of each input channel; those of a row sum to 1
 * @param channels how many input channels the model has
 * @param lives where the model foretells them; else null
 */
public record Scores(
    float[] score, float[] t2, float[] spe, float[] shares, int channels, @Nullable Lives lives) {

  /** Remaining lives by row, in cycles, with the interval that holds nine in ten. */
  public record Lives(float[] cycles, float[] low, float[] high) {}

  /** The shares of one row, by input channel. */
  public float[] contributions(int row) {
    return Arrays.copyOfRange(shares, row * channels, (row + 1) * channels);
  }
}
