package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * What a picture is like as a whole, and what that says of its places: a bright casting is bright
 * everywhere, and only what its brightness does not explain is unusual. Pure.
 */
final class ContextFit {
  private static final int MOST = 120;

  /** Pictures for each number of the context. */
  private static final int PICTURES = 5;

  /** Ridge, in parts of the contexts' variance. */
  private static final double RIDGE = 0.3;

  private ContextFit() {}

  /** Few numbers for each scale's context. */
  static List<Whitening> whitenings(List<PicturePlaces> pictures) throws FitRefused {
    List<Whitening> whitenings = new ArrayList<>();
    int most = Math.clamp(pictures.size() / PICTURES, 1, MOST);
    for (int scale = 0; scale < pictures.getFirst().contexts().size(); scale++) {
      int channels = pictures.getFirst().contexts().get(scale).length;
      Whitenings gathered = new Whitenings(channels, most, true);
      for (PicturePlaces picture : pictures) {
        gathered.add(picture.contexts().get(scale), 0, 1);
      }
      whitenings.add(gathered.whitening());
    }
    return whitenings;
  }

  /**
   * Ridge regression of every place's dimensions on the context.
   *
   * @param contexts by picture, of about unit variance
   * @param places by picture, [places × dimensions]
   * @return [context][places × dimensions], float16 numbers
   */
  static float[][] weights(List<float[]> contexts, List<float[]> places) {
    int numbers = contexts.getFirst().length;
    int width = places.getFirst().length;
    float[][] products = new float[numbers][width];
    DMatrixRMaj normal = new DMatrixRMaj(numbers, numbers);
    for (int picture = 0; picture < contexts.size(); picture++) {
      float[] context = contexts.get(picture);
      float[] row = places.get(picture);
      for (int i = 0; i < numbers; i++) {
        float value = context[i];
        float[] line = products[i];
        for (int j = 0; j < width; j++) {
          line[j] += value * row[j];
        }
        for (int j = 0; j < numbers; j++) {
          normal.add(i, j, (double) value * context[j]);
        }
      }
    }
    for (int i = 0; i < numbers; i++) {
      normal.add(i, i, RIDGE * contexts.size());
    }
    return product(inverse(normal), products, width);
  }

  private static DMatrixRMaj inverse(DMatrixRMaj matrix) {
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(matrix.getNumRows());
    if (!solver.setA(matrix)) {
      throw new IllegalStateException("a matrix with a ridge is positive definite");
    }
    DMatrixRMaj inverse = new DMatrixRMaj(matrix.getNumRows(), matrix.getNumRows());
    solver.invert(inverse);
    return inverse;
  }

  private static float[][] product(DMatrixRMaj left, float[][] right, int width) {
    float[][] result = new float[right.length][width];
    for (int i = 0; i < right.length; i++) {
      float[] line = result[i];
      for (int k = 0; k < right.length; k++) {
        float factor = (float) left.get(i, k);
        float[] row = right[k];
        for (int j = 0; j < width; j++) {
          line[j] += factor * row[j];
        }
      }
      for (int j = 0; j < width; j++) {
        line[j] = Float.float16ToFloat(Float.floatToFloat16(line[j]));
      }
    }
    return result;
  }

  /** Places less what the context says of them. */
  static float[] unusual(float[][] weights, float[] context, float[] places) {
    float[] rest = places.clone();
    for (int i = 0; i < weights.length; i++) {
      float value = context[i];
      float[] line = weights[i];
      for (int j = 0; j < rest.length; j++) {
        rest[j] -= value * line[j];
      }
    }
    return rest;
  }
}
