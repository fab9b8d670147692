package io.linewatch.domain.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which a gateway signs what it sends; derived from the site's secret, so that the
 * centre stores one secret and a gateway knows only its own.
 */
public final class GatewayKey {
  /** Length of site secret and gateway key. */
  public static final int BYTES = 32;

  private final String gateway;
  private final int version;
  private final byte[] secret;
  private final SecretKeySpec secretKey;

  private GatewayKey(String gateway, int version, byte[] secret) {
    this.gateway = gateway;
    this.version = version;
    this.secret = secret;
    this.secretKey = RecordSignature.secretKey(secret);
  }

  /** HMAC-SHA256(site secret, {@code linewatch-gateway-key|GATEWAY|VERSION}). */
  public static GatewayKey derive(byte[] siteSecret, String gateway, int version) {
    if (siteSecret.length != BYTES) {
      throw new IllegalArgumentException("the site's secret must be " + BYTES + " bytes");
    }
    String label = "linewatch-gateway-key|" + gateway + "|" + version;
    byte[] secret = RecordSignature.hmac(siteSecret, label.getBytes(StandardCharsets.UTF_8));
    return new GatewayKey(gateway, version, secret);
  }

  /**
   * @param hex 64 hexadecimal digits, as in a gateway's key file; white space around is ignored
   * @throws IllegalArgumentException when the text is something else; the message does not repeat
   *     it
   */
  public static GatewayKey ofHex(String hex, String gateway, int version) {
    String digits = hex.strip();
    if (!digits.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
      throw new IllegalArgumentException("a key must be " + 2 * BYTES + " hexadecimal digits");
    }
    return new GatewayKey(gateway, version, HexFormat.of().parseHex(digits));
  }

  public String gateway() {
    return gateway;
  }

  /** Rises when a gateway gets a new key; old ones are then revoked. */
  public int version() {
    return version;
  }

  /** The form of a gateway's key file. Secret: for enrolment only, never for a log. */
  public String toHex() {
    return HexFormat.of().formatHex(secret);
  }

  SecretKeySpec secretKey() {
    return secretKey;
  }

  @Override
  public String toString() {
    return "key " + version + " of " + gateway;
  }
}
