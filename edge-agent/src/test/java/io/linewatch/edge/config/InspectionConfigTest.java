package io.linewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.linewatch.domain.config.Problem;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig.KeepPictures;
import io.linewatch.edge.config.StationConfig.Mode;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camera stations in edge.yaml, as docs/inspection.md writes them. */
class InspectionConfigTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final String RIGHT =
      """
      gateway: gw-1
      stateDir: state
      mqtt:
        connections:
          - { id: line, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
          - { id: cameras, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
      kafka: { bootstrap: "127.0.0.1:9092" }
      modelStore: { url: "http://127.0.0.1:5000" }
      key: { version: 1, file: gateway.key }
      inspection:
        connection: cameras
        stations:
          - id: cap
            asset: demo/hall-1/line-1/capper
            topic: camera/cap
            trigger: camera/cap/part
            deadline: 300ms
            recipeFrom: CHANNEL
            recipes:
              - { id: blue-cap, model: caps, digest: "%1$s" }
              - { id: red-cap, model: caps, digest: "%1$s", rejectAbove: 110, reviewAbove: 95 }
            challenge: { every: 8h, parts: { MASTER-NG-1: NG, MASTER-OK-1: OK } }
            keepPictures: NEAR_LIMIT
            masks: [ { left: 0, top: 0.8, right: 0.3, bottom: 1 } ]
            faults: { blurred: 70, shifted: 0 }
          - id: label
            asset: demo/hall-1/line-1/labeller
            folder: { path: ftp, name: "{part}_{time}.jpg", stable: 2s, keep: { megabytes: 10, age: 1d } }
            mode: latest
            deadline: 2s
            recipes: [ { id: label, model: labels, digest: "%1$s" } ]
      """
          .formatted(DIGEST);

  @TempDir Path folder;

  @BeforeEach
  void enrol() throws IOException {
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32) + "\n");
  }

  private EdgeConfigFile.Result read(String yaml) throws IOException {
    return EdgeConfigFile.read(Files.writeString(folder.resolve("edge.yaml"), yaml));
  }

  @Test
  void stationsAreReadWithTheirDefaults() throws IOException {
    EdgeConfigFile.Result result = read(RIGHT);

    assertThat(result.problems()).isEmpty();
    InspectionConfig config =
        Objects.requireNonNull(Objects.requireNonNull(result.loaded()).config().inspection());
    StationConfig cap = config.stations().getFirst();
    assertThat(cap.deadline()).isEqualTo(Duration.ofMillis(300));
    assertThat(cap.recipeFromOrDefault()).isEqualTo(RecipeSource.CHANNEL);
    assertThat(Objects.requireNonNull(cap.challenge()).parts())
        .containsEntry("MASTER-NG-1", Verdict.NG);
    assertThat(cap.keepPicturesOrDefault()).isEqualTo(KeepPictures.NEAR_LIMIT);
    assertThat(cap.missingOrDefault()).isEqualTo(GateAction.REJECT);
    assertThat(cap.reviewOrDefault()).isEqualTo(GateAction.HOLD);
    assertThat(cap.masks()).hasSize(1);
    assertThat(cap.faults()).containsEntry("shifted", 0.0);
    StationConfig label = config.stations().get(1);
    assertThat(label.modeOrDefault()).isEqualTo(Mode.LATEST);
    assertThat(label.recipeFromOrDefault()).isEqualTo(RecipeSource.FIXED);
    assertThat(Objects.requireNonNull(label.folder()).stableOrDefault())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(config.threadsOrDefault()).isEqualTo(1);
    assertThat(config.evidenceOrDefault().age()).isEqualTo(Duration.ofDays(14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connection: cameras | connection: camera | none of mqtt.connections",
        "deadline: 300ms | deadline: 0s | deadline must be above 0",
        "topic: camera/cap | topic: camera/+ | is no topic",
        "recipeFrom: CHANNEL | recipeFrom: FIXED | has one recipe",
        "recipeFrom: CHANNEL | recipeFrom: API | apiKeyFile is for stations with recipeFrom API",
        "reviewAbove: 95 | reviewAbove: 120 | at most rejectAbove",
        "MASTER-NG-1: NG | MASTER-NG-1: REVIEW | a known part is OK or NG",
        "blurred: 70 | blurry: 70 | 'blurry' is none of",
        "id: label | id: cap | stands there twice",
        "'right: 0.3' | 'right: 3' | within 0 to 1",
        "{part}_{time}.jpg | {time}.jpg | with {part}",
        "mode: latest | mode: newest | mode",
      })
  void aMistakeIsToldWithWhatToDo(String right, String wrong, String told) throws IOException {
    assertThat(RIGHT).contains(right);

    List<Problem> problems =
        read(RIGHT.replaceFirst(java.util.regex.Pattern.quote(right), wrong)).problems();

    assertThat(problems).extracting(Problem::toString).anyMatch(text -> text.contains(told));
  }

  @ParameterizedTest
  @CsvSource({"too-short,one word of 32", "absent,there is no such file", "right,"})
  void theKeyOfTheInterfaceIsLookedAtBeforeTheAgentStarts(String kind, @Nullable String told)
      throws IOException {
    if (!kind.equals("absent")) {
      Files.writeString(
          folder.resolve("api.key"), kind.equals("right") ? "k".repeat(43) + "\n" : "secret\n");
    }
    String yaml =
        RIGHT
            .replace("recipeFrom: CHANNEL", "recipeFrom: API")
            .replace("  connection: cameras\n", "  connection: cameras\n  apiKeyFile: api.key\n");

    List<String> problems = read(yaml).problems().stream().map(Problem::toString).toList();

    if (told == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement(STRING).contains("inspection.apiKeyFile", told);
    }
  }

  @Test
  void aSensorSourceOnTheCamerasConnectionIsRefused() throws IOException {
    String mixed =
        RIGHT.replace(
            "{ id: cameras, url: \"mqtt://127.0.0.1:1883\", sources: [\"*\"] }",
            "{ id: cameras, url: \"mqtt://127.0.0.1:1883\", sources: [cap, waves] }");

    assertThat(read(mixed).problems())
        .extracting(Problem::toString)
        .anyMatch(text -> text.contains("'waves' is none of the stations [cap, label]"));
  }
}
