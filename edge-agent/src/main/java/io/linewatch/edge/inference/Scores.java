package io.linewatch.edge.inference;

/**
 * What a model says of a batch of rows.
 *
 * @param score by row, percent of the model's limit
 * @param contributions by row and input channel; shares that sum to 1
 */
public record Scores(float[] score, float[] t2, float[] spe, float[][] contributions) {}
