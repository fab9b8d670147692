package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A matrix by columns: each its own scale, nought at {@value MatrixProducts#ZERO_OF_WEIGHTS}. */
final class EightBitMatrix {
  final String name;
  final int rows;
  final int columns;
  final float[] scales;
  final byte[] values;

  EightBitMatrix(TensorProto matrix) {
    name = matrix.getName();
    rows = Math.toIntExact(matrix.getDims(0));
    columns = Math.toIntExact(matrix.getDims(1));
    scales = new float[columns];
    values = new byte[rows * columns];
    ByteBuffer floats = matrix.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] flat = new float[rows * columns];
    floats.asFloatBuffer().get(flat);
    for (int c = 0; c < columns; c++) {
      float most = 0;
      for (int r = 0; r < rows; r++) {
        most = Math.max(most, Math.abs(flat[r * columns + c]));
      }
      scales[c] = most == 0 ? 1 : most / MatrixProducts.MOST_OF_WEIGHTS;
      for (int r = 0; r < rows; r++) {
        int level = Math.round(flat[r * columns + c] / scales[c]) + MatrixProducts.ZERO_OF_WEIGHTS;
        values[r * columns + c] = (byte) Math.clamp(level, 1, MatrixProducts.LEVELS);
      }
    }
  }
}
