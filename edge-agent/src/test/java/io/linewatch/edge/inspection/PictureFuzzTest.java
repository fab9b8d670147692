package io.linewatch.edge.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRefused;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cameras send, and what is made of it: a part with an id, and a picture or a reason. */
class PictureFuzzTest {
  private static final byte[] JPEG =
      TestPictures.jpeg(TestPictures.picture(TestPictures.Scene.GOOD, 1));

  private static final StationPicture.Receipt NOBODY =
      new StationPicture.Receipt() {
        @Override
        public void decided(boolean readable) {}

        @Override
        public void skipped() {}
      };

  private static @Nullable String read(byte[] payload) {
    InboundMessage message =
        new InboundMessage(
            "cameras",
            "camera/cap",
            payload,
            Map.of("part", "P-1"),
            Shop.T0,
            InboundMessage.Receipt.NONE);
    PictureMessage.Read read = PictureMessage.read("cap", message, NOBODY);
    assertThat(PartVerdict.isPart(read.picture().part())).isTrue();
    return read.problem().isEmpty() ? null : read.problem();
  }

  @Test
  void everyEnvelopeIsAPictureOrAReason() {
    String envelope =
        "{\"part\":\"P-2\",\"time\":\"2026-03-01T08:00:00Z\",\"exposure\":2.5,\"product\":\"lid\","
            + "\"known\":\"NG\",\"picture\":\""
            + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4})
            + "\"}";
    Fuzz.run(
        FuzzTarget.of(
                "picture-envelope",
                List.of(envelope.getBytes(UTF_8)),
                new JsonMutator(),
                PictureFuzzTest::read)
            .rounds(1_000));
  }

  @Test
  void everyPictureIsDecodedOrRefusedWithAReason() {
    PictureDecoder decoder = new PictureDecoder(new PictureLimits(1 << 20, 1_000_000));
    Fuzz.run(
        FuzzTarget.of(
                "picture",
                List.of(JPEG, Shop.good(1)),
                new ByteMutator(),
                input -> {
                  try {
                    assertThat(decoder.decode(input).width()).isPositive();
                    return null;
                  } catch (PictureRefused refused) {
                    return refused.getMessage();
                  }
                })
            .rounds(300));
  }

  @Test
  void everyFileNameIsOneOfThePatternOrNot() {
    FileNamePattern pattern = new FileNamePattern("{part}_{time}-*.jpg");
    Fuzz.run(
        FuzzTarget.of(
                "picture-file-name",
                List.of("P-1_20260301T080000Z-cam7.jpg".getBytes(UTF_8)),
                new ByteMutator(),
                input -> pattern.read(new String(input, UTF_8)) == null ? "another name" : null)
            .rounds(1_000));
  }
}
