package io.linewatch.central.console;

import io.javalin.http.Context;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.UploadSignature;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has signed and sent. Nothing of it is used before the signature is right.
 *
 * @param length of the whole file
 * @param sha256 of the whole file, 64 hexadecimal digits
 * @param offset where the part begins
 */
record SignedPart(String gateway, long length, String sha256, long offset, byte[] bytes) {
  private static final int MAX_DIGITS = 12;

  /**
   * Reads a request; where it is none of a gateway's, the refusal is the answer.
   *
   * @param path what is signed as the file's name
   * @return null when it was refused
   */
  static @Nullable SignedPart of(Context ctx, GatewayKeys keys, List<String> path) {
    SignedPart part;
    int version;
    try {
      part =
          new SignedPart(
              Upload.requireGateway(
                  URLDecoder.decode(
                      header(ctx, UploadSignature.GATEWAY_HEADER), StandardCharsets.UTF_8)),
              number(ctx, UploadSignature.LENGTH_HEADER),
              digits(header(ctx, UploadSignature.SHA256_HEADER)),
              number(ctx, UploadSignature.OFFSET_HEADER),
              ctx.bodyAsBytes());
      version = Math.toIntExact(number(ctx, UploadSignature.KEY_VERSION_HEADER));
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      ctx.status(400).result(String.valueOf(malformed.getMessage()));
      return null;
    }
    if (part.bytes().length > Upload.MAX_PART_BYTES) {
      ctx.status(413).result("a part has at most " + Upload.MAX_PART_BYTES + " bytes");
      return null;
    }
    if (!part.isSigned(keys, version, header(ctx, UploadSignature.MAC_HEADER), path)) {
      ctx.status(401).result("the signature is not the gateway's: check key.file and key.version");
      return null;
    }
    return part;
  }

  private boolean isSigned(GatewayKeys keys, int version, String mac, List<String> path) {
    GatewayKey key =
        switch (keys.find(gateway, version)) {
          case GatewayKeys.Answer.Key(GatewayKey known) -> known;
          case GatewayKeys.Answer.Revoked _ -> null;
        };
    return key != null
        && UploadSignature.verify(
            key, mac, new UploadSignature.Part(path, length, sha256, offset, bytes));
  }

  private static String digits(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("sha256 must be 64 small hexadecimal digits");
    }
    return sha256;
  }

  private static String header(Context ctx, String name) {
    String value = ctx.header(name);
    return value == null ? "" : value;
  }

  private static long number(Context ctx, String name) {
    String digits = header(ctx, name);
    if (!digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new IllegalArgumentException(name + " must be a number");
    }
    return Long.parseLong(digits);
  }
}
