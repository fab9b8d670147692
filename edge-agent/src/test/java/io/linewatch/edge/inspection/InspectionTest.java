package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.config.StationConfig.Mode;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the bytes of a part's picture to a verdict that is safe, and a finding with its proof. */
@Timeout(60)
class InspectionTest {
  @TempDir Path stateDir;

  private static void awaitVerdicts(Shop shop, int number) {
    await().until(() -> shop.safe.size() == number);
  }

  @Test
  void aBadPartIsRejectedAndItsFindingShowsWhere() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-1", Shop.good(1));
      shop.show("P-2", Shop.bad(2));
      shop.show("P-3", Shop.good(3));
      awaitVerdicts(shop, 3);

      assertThat(shop.safe)
          .extracting(PartVerdict::verdict)
          .containsExactly(Verdict.OK, Verdict.NG, Verdict.OK);
      assertThat(shop.safe)
          .extracting(PartVerdict::gate)
          .containsExactly(GateAction.PASS, GateAction.REJECT, GateAction.PASS);
      assertThat(shop.acknowledged).containsExactly("P-1", "P-2", "P-3");
      List<ConditionFinding> findings = shop.findings("model:cap");
      assertThat(findings)
          .extracting(ConditionFinding::kind)
          .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
      PictureEvidence evidence = Objects.requireNonNull(findings.getFirst().evidence().picture());
      assertThat(evidence.part()).isEqualTo("P-2");
      DefectRegion region = Objects.requireNonNull(evidence.region());
      // The scratch lies at (100, 76) and is 16 by 8 pixels; blocks are 8 by 8; 0.5 mm a pixel.
      assertThat(region.left()).isBetween(88, 96);
      assertThat(region.top()).isBetween(64, 72);
      assertThat(region.left() + region.width()).isBetween(104, 112);
      assertThat(region.centreXMillimetres()).isBetween(48.0, 52.0);
      assertThat(region.areaSquareMillimetres()).isBetween(16.0, 100.0);
    }
  }

  @Test
  void theThumbnailIsAPictureAndTheFilesAreNamedByTheirDigest() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      byte[] bytes = Shop.bad(2);
      shop.show("P-2", bytes);
      awaitVerdicts(shop, 1);

      ConditionFinding finding = shop.findings("model:cap").getFirst();
      PictureEvidence evidence = Objects.requireNonNull(finding.evidence().picture());
      Picture thumbnail =
          new PictureDecoder(PictureLimits.STANDARD)
              .decode(Base64.getDecoder().decode(Objects.requireNonNull(evidence.thumbnail())));
      assertThat(thumbnail.width()).isEqualTo(TestPictures.WIDTH);
      // Red over the scratch: the heat-map is on it.
      assertThat(thumbnail.at(76, 100, 0) - thumbnail.at(76, 100, 2)).isGreaterThan(60);
      Path folder = stateDir.resolve("inspection").resolve("evidence");
      // What is drawn here is JPEG; what is kept as it came is what the camera sent.
      requireFile(folder, Objects.requireNonNull(evidence.overlay()), ".jpg");
      requireFile(folder, Objects.requireNonNull(evidence.crop()), ".jpg");
      requireFile(folder, Objects.requireNonNull(evidence.full()), ".png");
      assertThat(evidence.picture()).isEqualTo(EvidenceFiles.digest(bytes));
      assertThat(Objects.requireNonNull(shop.safe.getFirst().evidence()).thumbnail()).isNull();
    }
  }

  private static void requireFile(Path folder, String digest, String ending) throws IOException {
    Path file = folder.resolve(digest.substring("sha256:".length()) + ending);
    await().until(() -> Files.exists(file));
    assertThat(EvidenceFiles.digest(Files.readAllBytes(file))).isEqualTo(digest);
  }

  @Test
  void whatIsNoPictureIsNotInspectedCountedAndStopsNothing() throws Exception {
    byte[] jpeg = TestPictures.jpeg(TestPictures.picture(TestPictures.Scene.GOOD, 1));
    byte[] video = new byte[4_000];
    System.arraycopy("....ftypisom".getBytes(StandardCharsets.US_ASCII), 0, video, 0, 12);
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("empty", new byte[0]);
      shop.show("truncated", Arrays.copyOf(jpeg, jpeg.length / 2));
      shop.show("hundred-megapixels", TestPictures.pngHeader(10_000, 10_000));
      shop.show("bomb", TestPictures.pngHeader(65_500, 65_500));
      shop.show("video", video);
      shop.show("good", Shop.good(1));
      awaitVerdicts(shop, 6);

      assertThat(shop.safe.subList(0, 5))
          .allSatisfy(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_INSPECTED);
            assertThat(verdict.reason()).isEqualTo(NotInspected.UNREADABLE_PICTURE);
            assertThat(verdict.gate()).isEqualTo(GateAction.REJECT);
            assertThat(verdict.detail()).isNotBlank();
          });
      assertThat(shop.safe.get(5).verdict()).isEqualTo(Verdict.OK);
      assertThat(shop.unreadable).hasSize(5);
      String refused = "linewatch.inspection.refused";
      assertThat(shop.count(refused, "reason", "empty")).isEqualTo(1);
      assertThat(shop.count(refused, "reason", "truncated")).isEqualTo(1);
      assertThat(shop.count(refused, "reason", "too-many-pixels")).isEqualTo(2);
      assertThat(shop.count(refused, "reason", "not-a-picture")).isEqualTo(1);
      assertThat(shop.findings("signal:cap.not-inspected"))
          .extracting(ConditionFinding::kind)
          .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
    }
  }

  @Test
  void withoutItsModelAPartIsNotInspectedAndNeverGood() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.modelIsLoaded(false);
      shop.show("P-1", Shop.good(1));
      awaitVerdicts(shop, 1);
      shop.modelIsLoaded(true);
      shop.scorer.broken = true;
      shop.show("P-2", Shop.good(2));
      awaitVerdicts(shop, 2);
      shop.scorer.broken = false;
      shop.show("P-3", Shop.good(3));
      awaitVerdicts(shop, 3);

      assertThat(shop.safe)
          .extracting(PartVerdict::reason)
          .containsExactly(NotInspected.MODEL_NOT_READY, NotInspected.SCORING_FAILED, null);
      assertThat(shop.safe.get(2).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void aDefectGivesUpOnePartTellsItsGateAndStopsNothing() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.scorer.defective = true;
      shop.show("P-1", Shop.good(1));
      awaitVerdicts(shop, 1);
      shop.scorer.defective = false;
      shop.show("P-2", Shop.good(2));
      awaitVerdicts(shop, 2);

      assertThat(shop.safe.getFirst().reason()).isEqualTo(NotInspected.SCORING_FAILED);
      assertThat(shop.safe.getFirst().gate()).isEqualTo(GateAction.REJECT);
      assertThat(shop.safe.get(1).part()).isEqualTo("P-2");
      assertThat(shop.acknowledged).containsExactly("P-1", "P-2");
      assertThat(shop.count("linewatch.inspection.failures")).isEqualTo(1);
    }
  }

  /** It ended the thread, and every part after it was told to be too late. */
  @Test
  void aRuntimeThatLacksAClassCostsAPartItsVerdictAndStopsNothing() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.scorer.lacking = true;
      shop.show("P-1", Shop.good(1));
      awaitVerdicts(shop, 1);
      shop.scorer.lacking = false;
      shop.show("P-2", Shop.good(2));
      awaitVerdicts(shop, 2);

      assertThat(shop.safe.getFirst().reason()).isEqualTo(NotInspected.SCORING_FAILED);
      assertThat(shop.safe.getFirst().detail()).contains("java/awt/Graphics2D");
      assertThat(shop.safe.get(1).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void aMessageIsAcknowledgedOnlyWhenItsVerdictIsSafe() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.block();
      shop.show("P-1", Shop.good(1));
      await().until(() -> shop.metrics.get("linewatch.inspection.waiting").gauge().value() == 0);
      assertThat(shop.acknowledged).isEmpty();

      shop.unblock();

      await().until(() -> shop.acknowledged.contains("P-1"));
      assertThat(shop.safe).hasSize(1);
    }
  }

  @Test
  void whatComesAgainAfterARestartIsAcknowledgedAndNotJudgedAgain() throws Exception {
    byte[] bytes = Shop.good(1);
    List<PartVerdict> history;
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-1", bytes);
      awaitVerdicts(shop, 1);
      history = List.copyOf(shop.safe);
    }
    try (Shop again = new Shop(stateDir, Shop.config(Shop.station()), history)) {
      again.inspection.start();
      again.show("P-1", bytes);
      await().until(() -> again.acknowledged.contains("P-1"));
      again.show("P-2", Shop.good(2));
      awaitVerdicts(again, 2);

      assertThat(again.safe).extracting(PartVerdict::part).containsExactly("P-1", "P-2");
      assertThat(again.count("linewatch.inspection.repeated")).isEqualTo(1);
    }
  }

  @Test
  void whereTheNewestCountsOlderPicturesAreSkippedAndCounted() throws Exception {
    try (Shop shop =
        Shop.open(stateDir, Shop.station(Duration.ofMinutes(1), Mode.LATEST, Shop.recipe("lid")))) {
      shop.block();
      shop.show("P-1", Shop.good(1));
      await().until(() -> shop.metrics.get("linewatch.inspection.waiting").gauge().value() == 0);
      for (int i = 2; i <= 5; i++) {
        shop.show("P-" + i, Shop.good(i));
      }
      shop.unblock();
      awaitVerdicts(shop, 2);

      assertThat(shop.safe).extracting(PartVerdict::part).containsExactly("P-1", "P-5");
      assertThat(shop.skipped).containsExactly("P-2", "P-3", "P-4");
      assertThat(shop.count("linewatch.inspection.skipped")).isEqualTo(3);
    }
  }

  @Test
  void whereEveryPartCountsTheSenderWaitsAndNothingIsSkipped() throws Exception {
    int parts = 60;
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.block();
      byte[] large = Arrays.copyOf(Shop.good(1), 200_000);
      Thread sender =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; i < parts; i++) {
                    shop.show("P-" + i, large);
                  }
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      await().until(() -> sender.getState() == Thread.State.WAITING);
      // 1 MB may wait: five of these, and the one that is being judged.
      assertThat(shop.count("linewatch.inspection.pictures")).isLessThan(10);

      shop.unblock();

      awaitVerdicts(shop, parts);
      assertThat(shop.acknowledged).hasSize(parts);
    }
  }

  @Test
  void aDeadlineIsToldAtOnceEvenWithAFullDiskAndTheLateVerdictSaysWhatWasTold() throws Exception {
    try (Shop shop =
        Shop.open(stateDir, Shop.station(Duration.ofMillis(50), null, Shop.recipe("lid")))) {
      shop.block();
      shop.show("P-1", Shop.good(1));
      shop.show("P-2", Shop.good(2));
      // P-1 is judged and waits for the disk; P-2 waits behind it, and its gate is told.
      await().until(() -> shop.urgent.size() == 1);
      assertThat(shop.safe).isEmpty();
      shop.unblock();
      awaitVerdicts(shop, 3);

      PartVerdict told = shop.urgent.getFirst();
      assertThat(told.part()).isEqualTo("P-2");
      assertThat(told.verdict()).isEqualTo(Verdict.NOT_INSPECTED);
      assertThat(told.reason()).isEqualTo(NotInspected.TOO_LATE);
      assertThat(told.gate()).isEqualTo(GateAction.REJECT);
      List<PartVerdict> second =
          shop.safe.stream().filter(v -> v.part().equals("P-2") && v.late()).toList();
      assertThat(second).hasSize(1);
      assertThat(second.getFirst().verdict()).isEqualTo(Verdict.OK);
      assertThat(second.getFirst().gate()).isEqualTo(GateAction.REJECT);
    }
  }

  @Test
  void anAnnouncedPartWithoutAPictureIsToldByTheDeadline() throws Exception {
    try (Shop shop =
        Shop.open(stateDir, Shop.station(Duration.ofMillis(50), null, Shop.recipe("lid")))) {
      shop.inspection.announce("cap", "P-9", Shop.T0);
      awaitVerdicts(shop, 1);

      assertThat(shop.urgent).containsExactlyElementsOf(shop.safe);
      assertThat(shop.safe.getFirst().reason()).isEqualTo(NotInspected.NO_PICTURE);
      assertThat(shop.count("linewatch.inspection.late")).isEqualTo(1);
    }
  }

  @Test
  void aPictureWithAFaultMakesItsVerdictUnreliableAndHoldsTheGate() throws Exception {
    byte[] moved =
        TestPictures.png(TestPictures.picture(new TestPictures.Scene(1, 0, 0, 0, 12, false), 1));
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-1", moved);
      shop.show("P-2", Shop.good(2));
      awaitVerdicts(shop, 2);

      PartVerdict blurred = shop.safe.getFirst();
      assertThat(blurred.faults()).contains(PictureFault.BLURRED);
      assertThat(blurred.gate()).isNotEqualTo(GateAction.PASS);
      assertThat(shop.findings("signal:cap.blurred"))
          .extracting(ConditionFinding::kind)
          .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
      assertThat(shop.findings("model:cap"))
          .allSatisfy(
              finding -> assertThat(finding.quality()).isIn(Quality.UNCERTAIN, Quality.GOOD));
      assertThat(shop.safe.get(1).reliable()).isTrue();
    }
  }

  @Test
  void itsConditionsAreInTheSnapshots() throws Exception {
    try (Shop shop = Shop.open(stateDir, Shop.station())) {
      shop.show("P-2", Shop.bad(2));
      awaitVerdicts(shop, 1);
      shop.inspection
          .beside()
          .standstill(snapshot -> {
            assertThat(snapshot.active())
                .extracting(finding -> finding.detector().toString())
                .contains("s/a/l1/capper/model:cap");
            assertThat(snapshot.ids())
                .extracting(Object::toString)
                .contains(
                    "s/a/l1/capper/model:cap",
                    "s/a/l1/capper/signal:cap.frozen",
                    "s/a/l1/capper/signal:cap.challenge-missed");
          });
    }
  }
}
