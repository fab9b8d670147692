package io.linewatch.central.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.kafka.GatewayKeys.Answer;
import io.linewatch.domain.wire.GatewayKey;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final byte[] SECRET = new byte[GatewayKey.BYTES];

  private final GatewayKeys keys = GatewayKeys.derivedFrom(SECRET);

  private String hex(String gateway, int version) {
    return ((Answer.Key) keys.find(gateway, version)).key().toHex();
  }

  @Test
  void everyGatewayAndVersionHasItsOwnKey() {
    assertThat(hex("gw-1", 1)).isEqualTo(GatewayKey.derive(SECRET, "gw-1", 1).toHex());
    assertThat(hex("gw-1", 2)).isEqualTo(GatewayKey.derive(SECRET, "gw-1", 2).toHex());
    assertThat(hex("gw-2", 1)).isEqualTo(GatewayKey.derive(SECRET, "gw-2", 1).toHex());
    assertThat(keys.find("gw-1", 1)).isSameAs(keys.find("gw-1", 1));
  }

  @Test
  void moreNamesThanAnySiteHasChangeNoKey() {
    for (int i = 0; i <= 2 * DerivedKeys.MAX_KEPT; i++) {
      keys.find("forged-" + i, 1);
    }
    assertThat(hex("gw-1", 1)).isEqualTo(GatewayKey.derive(SECRET, "gw-1", 1).toHex());
  }
}
