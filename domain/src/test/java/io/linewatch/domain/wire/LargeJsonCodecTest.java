package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.bytes.Seal;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.wire.LargeJsonCodec.Bounds;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LargeJsonCodecTest {
  private static final String GOLDEN = "desired-packed.bin";
  private static final JsonCodec<DesiredState> JSON =
      JsonCodec.of("desired", DesiredState.class, 1_000_000);

  private static LargeJsonCodec<DesiredState> codec(int plain, int travelling, int unpacked) {
    return new LargeJsonCodec<>(JSON, new Bounds(plain, travelling, unpacked));
  }

  private static byte[] golden() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(
          Path.of("src/test/resources/wire", GOLDEN),
          codec(0, 100_000, 100_000).encode(WireSamples.desired()));
    }
    try (InputStream in = LargeJsonCodecTest.class.getResourceAsStream("/wire/" + GOLDEN)) {
      if (in == null) {
        throw new IOException("golden file " + GOLDEN + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /** The compressor's own version may write other bytes, but what is in them is pinned. */
  @Test
  void thePackedFormIsReadAsItsGoldenFileHasIt() throws Exception {
    assertThat(Topics.DESIRED.codec().decode(golden())).isEqualTo(WireSamples.desired());
    assertThat(new Seal("LWDS", (byte) 2, 100_000).unseal(golden()))
        .isEqualTo(JSON.encode(WireSamples.desired()));
  }

  @Test
  void whatIsSmallIsWrittenPlainAndWhatIsLargeIsPacked() {
    int size = JSON.encode(WireSamples.desired()).length;

    byte[] plain = codec(size, 100_000, 100_000).encode(WireSamples.desired());
    byte[] packed = codec(size - 1, 100_000, 100_000).encode(WireSamples.desired());

    assertThat(plain).isEqualTo(JSON.encode(WireSamples.desired()));
    assertThat(packed).hasSizeLessThan(size).startsWith('L', 'W', 'D', 'S', 2);
    assertThat(codec(0, 100_000, 100_000).decode(plain)).isEqualTo(WireSamples.desired());
    assertThat(codec(size, 100_000, 100_000).decode(packed)).isEqualTo(WireSamples.desired());
  }

  @Test
  void whatIsLargerThanItsBoundsIsNeitherWrittenNorRead() {
    byte[] packed = codec(0, 100_000, 100_000).encode(WireSamples.desired());
    int size = JSON.encode(WireSamples.desired()).length;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec(0, packed.length - 1, size).encode(WireSamples.desired()))
        .withMessage(
            "%d bytes, packed into %d, are larger than %d", size, packed.length, packed.length - 1);
    assertThatThrownBy(() -> codec(0, packed.length - 1, size).decode(packed))
        .isInstanceOf(MalformedRecord.class)
        .hasMessage(
            "%d bytes, but at most %d are allowed".formatted(packed.length, packed.length - 1));
    assertThatThrownBy(() -> codec(0, packed.length, size - 1).decode(packed))
        .isInstanceOf(MalformedRecord.class)
        .hasMessage("packed document: a body of %d bytes is out of bounds".formatted(size));
  }

  @Test
  void packedIsOnlyReadAsProgramsWriteIt() {
    String unusual =
        new String(JSON.encode(WireSamples.desired()), StandardCharsets.UTF_8)
            .replaceFirst("\"v\":1", "\"v\":9");
    byte[] packed =
        new Seal("LWDS", (byte) 2, 100_000).seal(unusual.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> codec(0, 100_000, 100_000).decode(packed))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("is not as a program of version 1 writes it");
  }

  @Test
  void aHundredThousandChannelsTravel() {
    DesiredState state = withChannels(100_000);

    byte[] bytes = Topics.DESIRED.codec().encode(state);

    assertThat(bytes).hasSizeLessThan(Topics.MAX_DESIRED_BYTES / 2);
    assertThat(Topics.DESIRED.codec().decode(bytes)).isEqualTo(state);
  }

  /** Ten channels an asset, each with one limit. */
  private static DesiredState withChannels(int count) {
    DesiredState sample = WireSamples.emptyDesired();
    AlarmPolicy policy =
        new AlarmPolicy(
            1,
            AlarmClass.ALARM,
            List.of(new Limit(Severity.HIGH, Comparison.ABOVE, 4.5)),
            null,
            null,
            Duration.ofSeconds(5),
            Duration.ZERO,
            1,
            false,
            null,
            Set.of(),
            null,
            "轴承磨损",
            "the pump stops the line",
            "check the grease");
    List<Asset> assets = new ArrayList<>();
    List<Channel> channels = new ArrayList<>();
    List<DetectorPolicy> policies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AssetPath path = AssetPath.of("demo/hall-1/line-1/pump-" + i / 10);
      if (i % 10 == 0) {
        assets.add(new Asset(path, "泵 " + i, "pump", Criticality.HIGH, sample.gateway()));
      }
      ChannelId id = new ChannelId(path, "channel_" + i % 10);
      channels.add(new Channel(id, "vibration", "mm/s", 0.0, 50.0, Channel.Keep.FULL));
      policies.add(new DetectorPolicy(DetectorId.limit(id), policy));
    }
    return new DesiredState(
        sample.gateway(),
        sample.revision(),
        sample.issuedAt(),
        sample.issuedBy(),
        sample.home(),
        sample.sources(),
        assets,
        channels,
        policies,
        sample.models());
  }

  @Test
  void damagedDocumentsAreRefusedWithAReason() {
    LargeJsonCodec<DesiredState> codec = codec(0, 100_000, 100_000);

    Fuzz.run(
        FuzzTarget.of(
            "desired-packed",
            List.of(codec.encode(WireSamples.desired()), codec.encode(WireSamples.emptyDesired())),
            new ByteMutator(),
            input -> decode(codec, input)));
  }

  private static @Nullable String decode(LargeJsonCodec<DesiredState> codec, byte[] input) {
    try {
      DesiredState read = codec.decode(input);
      assertThat(codec.decode(codec.encode(read))).isEqualTo(read);
      return null;
    } catch (MalformedRecord refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
