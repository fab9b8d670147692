package io.linewatch.edge.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the inputs of one graph, filled again for every run: new memory for each would
 * be cleared, faulted in and left to the collector. As much as the last run needed. One thread at a
 * time, and what it was given is good until it asks again.
 */
final class NativeInputs {
  private final List<FloatBuffer> held = new ArrayList<>();

  /**
   * An input's numbers where the runtime can read them without a copy of its own.
   *
   * @param input number of the graph's input, each in turn
   */
  FloatBuffer of(int input, float[] values) {
    if (input == held.size()) {
      held.add(memory(values.length));
    } else if (held.get(input).capacity() != values.length) {
      held.set(input, memory(values.length));
    }
    return held.get(input).clear().put(values).flip();
  }

  private static FloatBuffer memory(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
