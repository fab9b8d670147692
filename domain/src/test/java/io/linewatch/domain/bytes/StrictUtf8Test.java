package io.linewatch.domain.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUtf8Test {
  @ParameterizedTest
  @ValueSource(strings = {"", "pump-101", "网关-1", "é", "😀", "\uFFFD", "a\uFFFDb", "\0"})
  void textComesBackAlsoTheReplacementWhenItIsWritten(String text) throws Exception {
    byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
    assertThat(StrictUtf8.text(bytes, 1, bytes.length - 2)).isEqualTo(text);
  }

  @Test
  void bytesThatAreNoTextAreRefusedAndNotReplaced() {
    byte[][] wrong = {{(byte) 0x80}, {'a', (byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}};
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> StrictUtf8.text(bytes)).isInstanceOf(CharacterCodingException.class);
    }
  }

  @Test
  void whateverTheBytesItAnswersAsTheStrictDecoderDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      random.nextBytes(bytes);
      assertThat(quick(bytes)).isEqualTo(slow(bytes));
    }
  }

  private static String quick(byte[] bytes) {
    try {
      return "text " + StrictUtf8.text(bytes);
    } catch (CharacterCodingException e) {
      return "refused";
    }
  }

  private static String slow(byte[] bytes) {
    try {
      return "text " + UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      return "refused";
    }
  }
}
