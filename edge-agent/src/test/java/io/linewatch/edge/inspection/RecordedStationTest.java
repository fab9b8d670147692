package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Mask;
import io.linewatch.edge.config.StationConfig.Mode;
import io.linewatch.edge.recording.HeardPicture;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedStationTest {
  @TempDir private Path stateDir;

  private static StationConfig masked() {
    StationConfig plain = Shop.station();
    return new StationConfig(
        plain.id(),
        plain.asset(),
        plain.topic(),
        null,
        null,
        null,
        plain.deadline(),
        null,
        null,
        null,
        null,
        plain.recipes(),
        null,
        null,
        null,
        List.of(new Mask(0, 0, 0.5, 1)),
        true,
        null,
        null);
  }

  @Test
  void everyJudgedPictureIsToldToTheRecorderWithItsVerdictAndAsItCame() throws Exception {
    byte[] good = Shop.good(1);
    byte[] none = "no picture".getBytes(StandardCharsets.US_ASCII);
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-1", good);
      shop.show("P-2", none);
      await().until(() -> shop.recorded.size() == 2);

      assertThat(shop.recorded)
          .extracting(HeardPicture::part, HeardPicture::verdict, HeardPicture::bytes)
          .containsExactly(
              tuple("P-1", Verdict.OK, good), tuple("P-2", Verdict.NOT_INSPECTED, none));
      HeardPicture first = shop.recorded.getFirst();
      assertThat(first.station()).hasToString("s/a/l1/capper/cap");
      assertThat(first.percent()).isNotNull();
      assertThat(first.time()).isEqualTo(Shop.T0);
      assertThat(first.mask()).isNull();
    }
  }

  @Test
  void aPictureThatIsShownAgainIsNotRecordedTwice() throws Exception {
    byte[] good = Shop.good(1);
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-1", good);
      shop.show("P-1", good);
      shop.show("P-2", Shop.good(2));
      await().until(() -> shop.recorded.size() == 2);
      assertThat(shop.recorded).extracting(HeardPicture::part).containsExactly("P-1", "P-2");
    }
  }

  @Test
  void whatIsSkippedForANewerOneIsRecordedWithoutAVerdict() throws Exception {
    try (Shop shop =
        Shop.open(stateDir, Shop.station(Duration.ofMinutes(1), Mode.LATEST, Shop.recipe("lid")))) {
      shop.block();
      shop.show("P-1", Shop.good(1));
      await().until(() -> shop.metrics.get("linewatch.inspection.waiting").gauge().value() == 0);
      shop.show("P-2", Shop.good(2));
      shop.show("P-3", Shop.good(3));
      shop.unblock();
      await().until(() -> shop.recorded.size() == 3);

      assertThat(shop.recorded)
          .extracting(HeardPicture::part, HeardPicture::verdict)
          .containsExactlyInAnyOrder(
              tuple("P-1", Verdict.OK), tuple("P-2", null), tuple("P-3", Verdict.OK));
    }
  }

  @Test
  void masksAreBlackInWhatIsRecordedAndWhatIsNoPictureIsNotKept() throws Exception {
    try (Shop shop = Shop.open(stateDir, masked())) {
      shop.show("P-1", Shop.good(1));
      await().until(() -> shop.recorded.size() == 1);
      HeardPicture heard = shop.recorded.getFirst();
      HeardPicture.Mask mask = Objects.requireNonNull(heard.mask());

      byte[] masked = Objects.requireNonNull(mask.masked(heard.bytes()));
      Picture picture = new PictureDecoder(PictureLimits.STANDARD).decode(masked);
      assertThat(brightest(picture, 0, picture.width() / 2 - 8)).isLessThan(10);
      assertThat(brightest(picture, picture.width() / 2, picture.width())).isGreaterThan(100);
      assertThat(mask.masked(new byte[] {1, 2, 3})).isNull();
    }
  }

  /** Within columns. */
  private static int brightest(Picture picture, int from, int to) {
    int brightest = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = from; x < to; x++) {
        brightest = Math.max(brightest, picture.rgb()[3 * (y * picture.width() + x)] & 0xff);
      }
    }
    return brightest;
  }
}
