package io.linewatch.domain.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Seal SEAL = new Seal("TEST", (byte) 3, 10_000);

  private static byte[] body(int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) (i % 7);
    }
    return body;
  }

  /** The same bytes with a checksum that fits. */
  private static byte[] checked(byte[] sealed) {
    CRC32C crc = new CRC32C();
    crc.update(sealed, 9, sealed.length - 9);
    return ByteBuffer.wrap(sealed).putInt(5, (int) crc.getValue()).array();
  }

  @Test
  void aBodyComesBackWhateverItsLength() throws BrokenSeal {
    for (int length : new int[] {0, 1, 100, 9_999, 10_000}) {
      byte[] sealed = SEAL.seal(body(length));
      assertThat(SEAL.isOn(sealed)).isTrue();
      assertThat(SEAL.unseal(sealed)).isEqualTo(body(length));
    }
  }

  @Test
  void contextsAreUsedAgainByManyThreadsAtOnce() {
    int wrong =
        java.util.stream.IntStream.range(0, 400)
            .parallel()
            .map(i -> {
              byte[] body = body(i * 20);
              try {
                return Arrays.equals(SEAL.unseal(SEAL.seal(body)), body) ? 0 : 1;
              } catch (BrokenSeal e) {
                return 1;
              }
            })
            .sum();
    assertThat(wrong).isZero();
  }

  @Test
  void aBodyBeyondTheBoundIsNeitherSealedNorUnsealed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SEAL.seal(body(10_001)))
        .withMessage("10001 bytes are too many, at most 10000 can be sealed");
    byte[] large = new Seal("TEST", (byte) 3, 20_000).seal(body(10_001));
    assertThatThrownBy(() -> SEAL.unseal(large))
        .isInstanceOf(BrokenSeal.class)
        .hasMessage("a body of 10001 bytes is out of bounds");
  }

  @Test
  void aBodyThatUnpacksToMoreThanItsHeaderSaysIsRefusedWithoutMoreMemory() {
    byte[] sealed = SEAL.seal(body(9_000));
    ByteBuffer.wrap(sealed).putInt(9, 8_999);
    assertThatThrownBy(() -> SEAL.unseal(checked(sealed)))
        .hasMessage("the body cannot be unpacked to 8999 bytes");
    ByteBuffer.wrap(sealed).putInt(9, 9_001);
    assertThatThrownBy(() -> SEAL.unseal(checked(sealed)))
        .hasMessage("the body cannot be unpacked to 9001 bytes");
  }

  @Test
  void bytesBehindTheBodyAreRefused() {
    byte[] sealed = SEAL.seal(body(100));
    assertThatThrownBy(() -> SEAL.unseal(checked(Arrays.copyOf(sealed, sealed.length + 1))))
        .isInstanceOf(BrokenSeal.class);
  }

  @Test
  void anotherVersionOrMagicIsNamed() {
    assertThatThrownBy(() -> SEAL.unseal(new Seal("TEST", (byte) 4, 10).seal(body(5))))
        .hasMessage("version 4 is not known, only 3 is");
    assertThatThrownBy(() -> SEAL.unseal(new Seal("ELSE", (byte) 3, 10).seal(body(5))))
        .hasMessage("it does not begin with TEST");
    assertThatThrownBy(() -> SEAL.unseal(new byte[12])).hasMessage("12 bytes are too few for one");
  }

  @Test
  void everySingleDamagedByteIsNoticed() {
    byte[] sealed = SEAL.seal(body(500));
    Random random = new Random(1);
    for (int at = 0; at < sealed.length; at++) {
      byte[] damaged = sealed.clone();
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> SEAL.unseal(damaged))
          .as("byte " + at)
          .isInstanceOf(BrokenSeal.class);
    }
  }
}
