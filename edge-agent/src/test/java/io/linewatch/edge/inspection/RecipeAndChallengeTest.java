package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.inspection.Challenge;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Challenges;
import io.linewatch.edge.config.StationConfig.KeepPictures;
import io.linewatch.edge.config.StationConfig.Mask;
import io.linewatch.edge.config.StationConfig.Recipe;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a part is judged by, and whether the station can be believed. */
@Timeout(60)
class RecipeAndChallengeTest {
  @TempDir Path stateDir;

  private static StationConfig station(
      RecipeSource from,
      @Nullable Challenges challenges,
      @Nullable List<Mask> masks,
      Recipe... recipes) {
    return new StationConfig(
        "cap",
        Shop.CAPPER,
        "camera/cap",
        null,
        null,
        null,
        Duration.ofMinutes(1),
        null,
        null,
        from,
        null,
        List.of(recipes),
        challenges,
        KeepPictures.ALL,
        null,
        masks,
        true,
        null,
        null);
  }

  private static Recipe lenient(String product) {
    return new Recipe(product, "lid", DifferenceScorer.DIGEST, 900.0, 800.0, null);
  }

  @Test
  void aChangeoverByChannelTakesItsTurnAmongThePicturesAndBeforeItNothingIsInspected()
      throws Exception {
    try (Shop shop =
        Shop.open(
            stateDir,
            station(RecipeSource.CHANNEL, null, null, Shop.recipe("blue"), lenient("red")))) {
      shop.show("P-1", Shop.bad(1));
      assertThat(shop.inspection.changeOver("cap", "red")).isTrue();
      shop.show("P-2", Shop.bad(2));
      assertThat(shop.inspection.changeOver("cap", "blue")).isTrue();
      shop.show("P-3", Shop.bad(3));
      assertThat(shop.inspection.changeOver("cap", "green")).isTrue();
      shop.show("P-4", Shop.good(4));
      await().until(() -> shop.safe.size() == 4);

      assertThat(shop.safe)
          .extracting(PartVerdict::verdict)
          .containsExactly(Verdict.NOT_INSPECTED, Verdict.OK, Verdict.NG, Verdict.NOT_INSPECTED);
      assertThat(shop.safe)
          .extracting(PartVerdict::recipe)
          .containsExactly(null, "red", "blue", null);
      assertThat(shop.safe.getFirst().reason()).isEqualTo(NotInspected.NO_RECIPE);
      assertThat(shop.safe.get(3).detail()).contains("'green'").contains("blue, red");
    }
  }

  @Test
  void aChangeoverByTheInterfaceTakesItsTurnAndAnUnknownProductChangesNothing() throws Exception {
    try (Shop shop =
        Shop.open(
            stateDir, station(RecipeSource.API, null, null, Shop.recipe("blue"), lenient("red")))) {
      StationDesk desk = shop.inspection.desk();
      shop.show("P-1", Shop.bad(1));
      assertThat(desk.order("cap", "red")).isEqualTo(StationDesk.Ordered.TAKEN);
      shop.show("P-2", Shop.bad(2));
      assertThat(desk.order("cap", "green")).isEqualTo(StationDesk.Ordered.NO_RECIPE);
      assertThat(desk.order("lid", "red")).isEqualTo(StationDesk.Ordered.NO_STATION);
      shop.show("P-3", Shop.bad(3));
      assertThat(desk.order("cap", "")).isEqualTo(StationDesk.Ordered.TAKEN);
      shop.show("P-4", Shop.bad(4));
      await().until(() -> shop.safe.size() == 4);

      assertThat(shop.safe)
          .extracting(PartVerdict::recipe)
          .containsExactly(null, "red", "red", null);
      assertThat(shop.safe.getFirst().detail()).contains("linewatch-edge recipe cap PRODUCT");
      StationState state = desk.states().getFirst();
      assertThat(state.product()).isNull();
      assertThat(Objects.requireNonNull(state.last()).part()).isEqualTo("P-4");
      assertThat(state.verdicts())
          .containsEntry(Verdict.OK, 2L)
          .containsEntry(Verdict.NOT_INSPECTED, 2L);
    }
  }

  @Test
  void aStationThatHearsOfProductsOtherwiseTakesNoneFromTheInterface() throws Exception {
    try (Shop shop =
        Shop.open(stateDir, station(RecipeSource.FIXED, null, null, Shop.recipe("blue")))) {
      assertThat(shop.inspection.desk().order("cap", "blue"))
          .isEqualTo(StationDesk.Ordered.NOT_BY_API);
      assertThat(shop.inspection.desk().states().getFirst().product()).isEqualTo("blue");
    }
  }

  @Test
  void thePictureItselfCanNameTheProduct() throws Exception {
    try (Shop shop =
        Shop.open(
            stateDir,
            station(RecipeSource.METADATA, null, null, Shop.recipe("blue"), lenient("red")))) {
      shop.show("P-1", Shop.bad(1), "red");
      shop.show("P-2", Shop.bad(2), "blue");
      shop.show("P-3", Shop.bad(3), null);
      await().until(() -> shop.safe.size() == 3);

      assertThat(shop.safe)
          .extracting(PartVerdict::verdict)
          .containsExactly(Verdict.OK, Verdict.NG, Verdict.NOT_INSPECTED);
    }
  }

  @Test
  void aMissedKnownPartIsAFindingAndListsThePartsSinceTheLastPass() throws Exception {
    Challenges challenges = new Challenges(Duration.ofHours(8), Map.of("MASTER-NG", Verdict.NG));
    try (Shop shop =
        Shop.open(stateDir, station(RecipeSource.FIXED, challenges, null, Shop.recipe("lid")))) {
      shop.show("P-1", Shop.good(1));
      shop.show("MASTER-NG", Shop.bad(2));
      await().until(() -> shop.safe.size() == 2);
      shop.now.set(Shop.T0.plusSeconds(60));
      shop.show("P-2", Shop.good(3));
      shop.show("=P-3", Shop.good(4));
      shop.show("MASTER-NG", Shop.good(5));
      await().until(() -> shop.safe.size() == 5);
      shop.now.set(Shop.T0.plusSeconds(120));
      shop.show("MASTER-NG", Shop.bad(6));
      await().until(() -> shop.safe.size() == 6);

      assertThat(shop.safe.stream().map(PartVerdict::challenge).filter(Objects::nonNull))
          .extracting(Challenge::passed)
          .containsExactly(true, false, true);
      List<ConditionFinding> findings = shop.findings("signal:cap.challenge-missed");
      assertThat(findings)
          .extracting(ConditionFinding::kind)
          .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
      assertThat(findings.getFirst().latching()).isTrue();
      assertThat(findings.getFirst().cause())
          .contains("Known part MASTER-NG is NG and was judged OK")
          .contains("2 parts since 2026-03-01T08:00:00Z are suspect");
      // A known part is no news of the line.
      assertThat(shop.findings("model:cap")).isEmpty();
      try (Stream<Path> files = Files.list(stateDir.resolve("inspection").resolve("suspects"))) {
        List<String> lines = Files.readAllLines(files.findFirst().orElseThrow());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("\"P-2\",2026-03-01T08:01:00Z,OK,PASS,");
        // A spreadsheet must not run a part's id.
        assertThat(lines.get(2)).startsWith("\"'=P-3\",");
      }
    }
  }

  @Test
  void aKnownPartThatIsNotShownIsOverdue() throws Exception {
    Challenges challenges = new Challenges(Duration.ofHours(8), Map.of("MASTER-NG", Verdict.NG));
    try (Shop shop =
        Shop.open(stateDir, station(RecipeSource.FIXED, challenges, null, Shop.recipe("lid")))) {
      shop.now.set(Shop.T0.plus(Duration.ofHours(9)));
      await().until(() -> shop.findings("signal:cap.challenge-overdue").size() == 1);
      shop.show("MASTER-NG", Shop.bad(1));
      await().until(() -> shop.safe.size() == 1);
      shop.now.set(Shop.T0.plus(Duration.ofHours(10)));
      await().until(() -> shop.findings("signal:cap.challenge-overdue").size() == 2);
    }
  }

  private static long pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).count();
    }
  }

  @Test
  void whatIsMaskedIsBlackInAllThatIsStored() throws Exception {
    Mask left = new Mask(0, 0, 0.5, 1);
    try (Shop shop =
        Shop.open(stateDir, station(RecipeSource.FIXED, null, List.of(left), Shop.recipe("lid")))) {
      shop.show("P-1", Shop.bad(1));
      Path folder = stateDir.resolve("inspection").resolve("evidence");
      await().until(() -> pictures(folder) == 3);
      var evidence = Objects.requireNonNull(shop.safe.getFirst().evidence());
      for (String digest :
          List.of(
              Objects.requireNonNull(evidence.full()),
              Objects.requireNonNull(evidence.overlay()))) {
        Path file = folder.resolve(digest.substring("sha256:".length()) + ".jpg");
        Picture stored =
            new PictureDecoder(PictureLimits.STANDARD).decode(Files.readAllBytes(file));
        for (int y = 0; y < stored.height(); y += 8) {
          for (int x = 0; x < stored.width() / 2 - 8; x += 8) {
            assertThat(stored.at(y, x, 1)).isLessThan(24);
          }
        }
      }
    }
  }
}
