package io.linewatch.model.onnx;

import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OnnxGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph is judged before any runtime opens it, so its judge must stand anything. */
class OnnxFuzzTest {
  private static final byte[] GOOD =
      new PcaGraph(
              new double[] {0, 0},
              new double[] {1, 1},
              new double[][] {{1}, {0}},
              new double[] {1},
              10,
              10,
              new int[] {0, 1},
              2,
              1e6,
              Averaging.none(2))
          .toOnnx();

  @Test
  void everyFileIsAGraphWithinBoundsOrIsRefusedWithAReason() {
    Fuzz.run(
        FuzzTarget.of(
            "onnx-graph",
            List.of(GOOD),
            new ByteMutator(),
            input -> {
              try {
                OnnxGraph.inspect(input);
                return null;
              } catch (ModelRefused refused) {
                return String.valueOf(refused.getMessage());
              }
            }));
  }
}
