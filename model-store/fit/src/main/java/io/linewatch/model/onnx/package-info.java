/** Writes a fitted model as an ONNX graph, and runs graphs to compare them with the fit. */
@NullMarked
package io.linewatch.model.onnx;

import org.jspecify.annotations.NullMarked;
