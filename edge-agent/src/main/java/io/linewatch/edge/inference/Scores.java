package io.linewatch.edge.inference;

import java.util.Arrays;

/**
 * What a model says of a batch of rows.
 *
 * @param score by row, percent of the model's limit
 * @param shares row after row, the share of each input channel; those of a row sum to 1
 * @param channels how many input channels the model has
 */
public record Scores(float[] score, float[] t2, float[] spe, float[] shares, int channels) {

  /** The shares of one row, by input channel. */
  public float[] contributions(int row) {
    return Arrays.copyOfRange(shares, row * channels, (row + 1) * channels);
  }
}
