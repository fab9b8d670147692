package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.wire.RecordSignature.Signed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RecordSignatureTest {
  private static final byte[] SITE_SECRET =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final GatewayKey KEY = GatewayKey.derive(SITE_SECRET, "gw-1", 1);
  private static final byte[] VALUE = {1, 2, 3};

  /** Both computed once with Python's hmac and struct modules from docs/architecture.md. */
  private static final String KEY_VECTOR =
      "0d0d05dc12755b4a060a31ad3c7300c6941ae79ad2ac80b76b2118dc87d5a8fb";

  private static final String MAC_VECTOR =
      "8f37269b953e3593add14dceacaecfe7d73a511a196380d521a03f22a9adeebd";

  @Test
  void theKeyIsDerivedAsTheArchitectureStates() {
    assertThat(KEY.toHex()).isEqualTo(KEY_VECTOR);
  }

  @Test
  void theMacCoversWhatTheArchitectureStates() {
    assertThat(HexFormat.of().formatHex(sign().mac())).isEqualTo(MAC_VECTOR);
  }

  @Test
  void whatTheGatewaySignedIsAccepted() {
    assertThat(RecordSignature.verify(KEY, sign(), "t", "k", VALUE)).isTrue();
  }

  @Test
  void everythingTheMacCoversIsProtected() {
    Signed good = sign();
    byte[] mac = good.mac();

    assertThat(RecordSignature.verify(KEY, good, "u", "k", VALUE)).isFalse();
    assertThat(RecordSignature.verify(KEY, good, "t", "l", VALUE)).isFalse();
    assertThat(RecordSignature.verify(KEY, good, "tk", "", VALUE)).isFalse();
    assertThat(RecordSignature.verify(KEY, good, "t", "k", new byte[] {1, 2})).isFalse();
    assertThat(verify(new Signed("gw-2", "e1", 7, 1, mac))).isFalse();
    assertThat(verify(new Signed("gw-1", "e2", 7, 1, mac))).isFalse();
    assertThat(verify(new Signed("gw-1", "e1", 8, 1, mac))).isFalse();
    assertThat(verify(new Signed("gw-1", "e1", 7, 2, mac))).isFalse();
    assertThat(verify(new Signed("gw-1", "e1", 7, 1, Arrays.copyOf(mac, 31)))).isFalse();
    assertThat(verify(new Signed("gw-1", "e1", 7, 1, new byte[0]))).isFalse();
  }

  @Test
  void keysOfOtherGatewaysVersionsAndSitesDiffer() {
    byte[] otherSite = SITE_SECRET.clone();
    otherSite[0] ^= 1;

    for (GatewayKey other :
        new GatewayKey[] {
          GatewayKey.derive(SITE_SECRET, "gw-2", 1),
          GatewayKey.derive(SITE_SECRET, "gw-1", 2),
          GatewayKey.derive(otherSite, "gw-1", 1)
        }) {
      assertThat(RecordSignature.verify(other, sign(), "t", "k", VALUE)).isFalse();
    }
  }

  @Test
  void aKeyFileIsReadBackAndNeverShown() {
    GatewayKey read = GatewayKey.ofHex(KEY.toHex() + "\n", "gw-1", 1);

    assertThat(RecordSignature.verify(read, sign(), "t", "k", VALUE)).isTrue();
    assertThat(read.toString()).doesNotContain(KEY.toHex());
    assertThatThrownBy(() -> GatewayKey.ofHex("secret", "gw-1", 1))
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining("secret");
  }

  @Test
  void headersAreReadBack() {
    Signed signed = sign();

    Signed read =
        Signed.ofHeaders(
            signed.gatewayHeader(),
            signed.epochHeader(),
            signed.sequenceHeader(),
            signed.keyVersionHeader(),
            signed.mac());

    assertThat(verify(read)).isTrue();
  }

  @Test
  void malformedHeadersAreRefused() {
    assertThatThrownBy(() -> headers("gw-1", "e1", "-7", "1", 32))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> headers("gw-1", "e1", "", "1", 32))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> headers("", "e1", "7", "1", 32)).isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> headers("gw-1", "x".repeat(300), "7", "1", 32))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> headers("gw-1", "e1", "7", "99999999999", 32))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> headers("gw-1", "e1", "7", "1", 31))
        .isInstanceOf(MalformedRecord.class);
  }

  @Test
  void aGatewayNameThatIsNotUtf8IsRefusedAndNotTakenForAnother() {
    Signed signed = sign();

    assertThatThrownBy(() ->
            Signed.ofHeaders(
                new byte[] {'g', (byte) 0xff},
                signed.epochHeader(),
                signed.sequenceHeader(),
                signed.keyVersionHeader(),
                signed.mac()))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("UTF-8");
  }

  private static Signed headers(
      String gateway, String epoch, String sequence, String keyVersion, int macBytes) {
    return Signed.ofHeaders(
        gateway.getBytes(StandardCharsets.UTF_8),
        epoch.getBytes(StandardCharsets.UTF_8),
        sequence.getBytes(StandardCharsets.UTF_8),
        keyVersion.getBytes(StandardCharsets.UTF_8),
        new byte[macBytes]);
  }

  private static boolean verify(Signed signed) {
    return RecordSignature.verify(KEY, signed, "t", "k", VALUE);
  }

  private static Signed sign() {
    return RecordSignature.sign(KEY, "t", "k", "e1", 7, VALUE);
  }
}
