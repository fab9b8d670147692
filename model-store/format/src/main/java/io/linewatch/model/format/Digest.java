package io.linewatch.model.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 digests in OCI's text form, {@code sha256:} and 64 small hexadecimal digits. */
public final class Digest {
  private static final String PREFIX = "sha256:";
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int BUFFER_BYTES = 64 * 1024;

  private Digest() {}

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** The 64 hexadecimal digits of a valid digest. */
  public static String hex(String digest) {
    if (!isValid(digest)) {
      throw new IllegalArgumentException(
          "digest '" + digest + "' must be sha256: and 64 small hexadecimal digits");
    }
    return digest.substring(PREFIX.length());
  }

  public static String of(byte[] bytes) {
    return PREFIX + HexFormat.of().formatHex(sha256().digest(bytes));
  }

  public static String of(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return PREFIX + HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
