package io.linewatch.model.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Guesses the encoding of a text by its first bytes: a byte order mark, UTF-8 where it is valid,
 * else GB18030 (a superset of GBK) where bytes above ASCII come in pairs, else windows-1252.
 */
final class CsvEncoding {
  private CsvEncoding() {}

  static Charset guess(byte[] sample) {
    if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(sample, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(sample, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (decodes(sample, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    Charset chinese = Charset.forName("GB18030");
    if (comesInPairs(sample) && decodes(sample, chinese)) {
      return chinese;
    }
    return Charset.forName("windows-1252");
  }

  /** Decodes a sample that may end in the middle of a character. */
  static String decode(byte[] sample, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer out = CharBuffer.allocate(sample.length + 1);
    decoder.decode(ByteBuffer.wrap(sample), out, false);
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean decodes(byte[] sample, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(sample.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(sample), out, false);
    try {
      if (result.isError()) {
        result.throwException();
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Whether runs of bytes above ASCII are mostly of even length, as in Chinese text; a degree sign
   * of windows-1252 stands alone.
   */
  private static boolean comesInPairs(byte[] sample) {
    int even = 0;
    int odd = 0;
    int run = 0;
    for (byte b : sample) {
      if (b < 0) {
        run++;
      } else if (run > 0) {
        even += run % 2 == 0 ? 1 : 0;
        odd += run % 2;
        run = 0;
      }
    }
    return even > odd;
  }

  private static boolean startsWith(byte[] sample, int... mark) {
    if (sample.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((sample[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
