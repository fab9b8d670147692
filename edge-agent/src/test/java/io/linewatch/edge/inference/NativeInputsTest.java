package io.linewatch.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class NativeInputsTest {
  private final NativeInputs memory = new NativeInputs();

  @Test
  void everyRunFindsItsOwnNumbersWhateverTheOneBeforeLeft() {
    assertThat(numbers(memory.of(0, new float[] {1, 2, 3}))).containsExactly(1, 2, 3);
    assertThat(numbers(memory.of(1, new float[] {4, 5}))).containsExactly(4, 5);

    assertThat(numbers(memory.of(0, new float[] {6, 7, 8}))).containsExactly(6, 7, 8);
    assertThat(numbers(memory.of(1, new float[] {9}))).containsExactly(9);
    assertThat(numbers(memory.of(0, new float[] {1, 2, 3, 4}))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void ofTheSameSizeTheMemoryIsTheSame() {
    FloatBuffer first = memory.of(0, new float[] {1, 2, 3});
    assertThat(first.isDirect()).isTrue();

    assertThat(memory.of(0, new float[] {4, 5, 6})).isSameAs(first);
  }

  @Test
  void inputsOfOneRunDoNotShare() {
    FloatBuffer first = memory.of(0, new float[] {1, 2});
    FloatBuffer second = memory.of(1, new float[] {3, 4});

    assertThat(numbers(first)).containsExactly(1, 2);
    assertThat(numbers(second)).containsExactly(3, 4);
  }

  private static float[] numbers(FloatBuffer buffer) {
    float[] numbers = new float[buffer.remaining()];
    buffer.get(buffer.position(), numbers);
    return numbers;
  }
}
