package io.linewatch.model.shrink;

import io.linewatch.model.onnx.MatrixProducts;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a graph, beside what it was.
 *
 * @param of digest of the package it was made from
 * @param forms by the graph's products, how each is computed now
 * @param calibrated rows the ranges were taken from
 * @param parity on other rows
 * @param bytesBefore of the graph
 * @param bytesAfter of the graph
 * @param microsBefore median time of one row, here
 * @param microsAfter median time of one row, here
 */
public record ShrinkReport(
    String of,
    SortedMap<String, MatrixProducts.Form> forms,
    int calibrated,
    Parity parity,
    long bytesBefore,
    long bytesAfter,
    double microsBefore,
    double microsAfter) {
  private static final double MOST_SLOWDOWN = 1.15;

  public ShrinkReport {
    forms = new TreeMap<>(forms);
  }

  /** Slower by more than a busy machine makes of the same graph twice. */
  boolean isSlower() {
    return microsAfter > MOST_SLOWDOWN * microsBefore;
  }
}
