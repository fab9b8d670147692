package io.linewatch.edge.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** What a program shows that may say what is made. It is never printed. */
public final class ApiKey {
  private static final int MIN_LENGTH = 32;
  private static final int MAX_LENGTH = 256;
  private static final int MAX_BYTES = 1_024;

  private final byte[] key;

  private ApiKey(byte[] key) {
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when it is none, with what to do
   */
  public static ApiKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException("is larger than a key; is it the right file?");
    }
    // A line break at the end is the editor's.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[\\x21-\\x7e]{" + MIN_LENGTH + "," + MAX_LENGTH + "}")) {
      throw new IllegalArgumentException(
          "a key is one word of 32 to 256 letters, digits and signs: head -c 32 /dev/urandom |"
              + " base64 makes one");
    }
    return new ApiKey(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes as long whether the first letter is wrong or the last. */
  public boolean isShownBy(String bearer) {
    return MessageDigest.isEqual(key, bearer.getBytes(StandardCharsets.UTF_8));
  }

  /** For who shows it: the value of the header {@code Authorization}. */
  public String authorization() {
    return "Bearer " + new String(key, StandardCharsets.US_ASCII);
  }
}
