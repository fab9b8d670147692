package io.linewatch.domain.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.config.Problem;
import io.linewatch.domain.plant.Criticality;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantSheetCsvTest {
  private static final String SMALL =
      """
      table,site,id,home,asset,gateway,criticality
      plant,demo,,,,,
      gateways,,gw-1,demo/hall-1/line-1,,,
      assets,,,,demo/hall-1/line-1/pump-101,gw-1,high
      """;

  @Test
  void aTableOfNothingButMistakesIsAnsweredWithAListThatSomebodyReads() {
    List<Problem> problems = PlantSheetCsv.check("table,site\n" + "x,\n".repeat(100_000));

    assertThat(problems).hasSizeBetween(1, 3 * Problem.MAX_KEPT);
  }

  @Test
  void aCellWithoutEndMakesAMessageWithOne() {
    List<Problem> problems = PlantSheetCsv.check(SMALL + "x".repeat(100_000) + ",,,,,,\n");

    assertThat(problems).isNotEmpty();
    assertThat(problems).allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(800));
  }

  @Test
  @Timeout(60)
  void aRunOfSpacesInACellIsReadOnce() {
    String csv =
        "table,site,machineStates\nplant,demo,\nlimits,,a" + " ".repeat(500_000) + "b | c\n";

    assertThat(PlantSheetCsv.check(csv)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u2028", "\u001b"})
  void aCharacterThatNobodySeesAndYamlWouldLoseIsRefused(String unseen) {
    String row = "classes,,\"pu" + unseen + "mp\",,,,\n";

    assertThat(PlantSheetCsv.check(SMALL.replace("gateways,", row + "gateways,")))
        .anySatisfy(problem -> assertThat(problem.message()).contains("control character"));
  }

  @Test
  void charactersThatGotLostAreRefusedInYamlToo() {
    String lost = PlantSheetYaml.write(Sheets.value(PlantSheetCsv.read(SMALL)));

    assertThat(PlantSheetYaml.check(lost.replace("site: demo", "site: d\ufffdmo")))
        .anySatisfy(problem -> assertThat(problem.message()).contains("lost characters"));
  }

  @Test
  void aSmallSheetIsRead() {
    PlantSheet sheet = Sheets.value(PlantSheetCsv.read(SMALL));

    assertThat(sheet.site()).isEqualTo("demo");
    assertThat(sheet.assets().getFirst().criticality()).isEqualTo(Criticality.HIGH);
    assertThat(PlantSheetCsv.check(SMALL)).isEmpty();
  }

  @Test
  void semicolonsTabsByteOrderMarkAndWindowsLineEndsAreRead() {
    PlantSheet sheet = Sheets.value(PlantSheetCsv.read(SMALL));

    assertThat(Sheets.value(PlantSheetCsv.read("\ufeff" + SMALL.replace(',', ';'))))
        .isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetCsv.read(SMALL.replace(',', '\t')))).isEqualTo(sheet);
    assertThat(Sheets.value(PlantSheetCsv.read(SMALL.replace("\n", "\r\n")))).isEqualTo(sheet);
  }

  @Test
  void aDecimalCommaIsReadWhereColumnsArePartedBySemicolons() {
    String csv =
        """
        table;site;assetClass;channel;quantity;unit;rangeLow;rangeHigh;id
        plant;demo
        classes;;;;;;;;pump
        channels;;pump;flow;flow;m3/h;-0,5;200,25
        """;

    ChannelRow channel = Sheets.value(PlantSheetCsv.read(csv)).channels().getFirst();

    assertThat(channel.rangeLow()).isEqualTo(-0.5);
    assertThat(channel.rangeHigh()).isEqualTo(200.25);
  }

  @Test
  void aDecimalCommaBetweenCommasIsRefusedWithItsRowAndColumn() {
    String csv =
        """
        table,site,assetClass,channel,quantity,unit,rangeHigh,id
        plant,demo
        classes,,,,,,,pump
        channels,,pump,flow,flow,m3/h,"200,25"
        """;

    assertThat(PlantSheetCsv.check(csv))
        .containsExactly(
            new Problem("row 4, column rangeHigh", "must be a finite number, not '200,25'"));
  }

  @Test
  void shortRowsEmptyRowsAndCommentRowsAreFine() {
    String csv = SMALL.replace("plant,demo,,,,,", "# a note\n\n,,,\nplant,demo");

    assertThat(PlantSheetCsv.check(csv)).isEmpty();
  }

  @Test
  void everyMistakeIsReportedAtOnceWithRowAndColumn() {
    String csv =
        """
        table,site,id,home,asset,gatway,gateway,criticality
        plant,demo
        gateway,,gw-1,demo/hall-1/line-1
        gateways,,gw-2,demo/hall-1
        assets,,,,demo/hall-1/pump-101,,gw-2,high
        assets,,,,demo/hall-1/line-1/pump-102,,gw-3,hgh
        assets,,,,demo/hall-1/line-1/pump-103,,gw-22,high,,,what
        """;

    List<Problem> problems = PlantSheetCsv.check(csv);

    assertThat(problems.stream().map(Problem::path))
        .containsExactlyInAnyOrder(
            "row 1, column gatway",
            "row 3, column table",
            "row 4, column home",
            "row 5, column asset",
            "row 6, column criticality",
            "row 7",
            "row 7, column gateway");
    assertThat(problems.toString())
        .contains("did you mean 'gateway'?", "did you mean 'gateways'?", "did you mean 'high'?");
  }

  @Test
  void aValueInAColumnOfAnotherTableIsRefused() {
    assertThat(PlantSheetCsv.check(SMALL.replace("gateways,,gw-1", "gateways,demo,gw-1")))
        .extracting(Problem::path)
        .contains("row 3, column site");
  }

  @Test
  void aFileInAnotherEncodingIsRefusedAndUtf16IsRead() {
    assertThatThrownBy(
            () -> PlantSheetCsv.decode("泵".getBytes(java.nio.charset.Charset.forName("GBK"))))
        .hasMessageContaining("save it as 'CSV UTF-8'");
    assertThat(PlantSheetCsv.decode("泵".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo("\ufeff泵".substring(0, 2));
    assertThat(PlantSheetCsv.check("table,site\nplant,d\ufffdmo\n").toString())
        .contains("lost characters");
  }

  @Test
  void emptyUnclosedAndHeaderlessTextsAreProblemsNotFailures() {
    assertThat(PlantSheetCsv.check("")).isNotEmpty();
    assertThat(PlantSheetCsv.check("table,site\nplant,\"demo")).isNotEmpty();
    assertThat(PlantSheetCsv.check("a,b\n1,2\n")).isNotEmpty();
    assertThat(PlantSheetCsv.check("table,site\n")).isNotEmpty();
  }

  @Test
  void awkwardTextSurvivesBothForms() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] awkward = {
      "null",
      "~",
      "true",
      "1.50",
      "1e3",
      "- a",
      "a: b",
      "#x",
      "'",
      "\"",
      "\n",
      "a\nb",
      " x ",
      "{",
      "[",
      "&a",
      "*a",
      "!t",
      "%",
      "@",
      "`",
      "泵 P-101",
      ",",
      ";",
      "|",
      "a|b",
      "=",
      "\\",
      "?",
      "0x1F",
      "on",
      "2026-11-23",
      "12:30:00",
      "\t",
      "é",
      "…",
      "a\r\nb",
      "😀",
      ":",
      "-",
      "---",
      "...",
      ">",
      "<<"
    };
    for (int round = 0; round < 300; round++) {
      String text =
          Stream.generate(() -> awkward[random.nextInt(awkward.length)])
              .limit(1 + random.nextInt(3))
              .reduce("", String::concat);
      PlantSheet sheet =
          new PlantSheet(
              "demo",
              List.of(new GatewayRow("gw-1", "demo/hall-1/line-1")),
              List.of(new ClassRow("pump", text)),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of());

      assertThat(Sheets.value(PlantSheetYaml.read(PlantSheetYaml.write(sheet))))
          .as("YAML of '%s'", text)
          .isEqualTo(sheet);
      assertThat(Sheets.value(PlantSheetCsv.read(PlantSheetCsv.write(sheet))))
          .as("CSV of '%s'", text)
          .isEqualTo(sheet);
    }
  }
}
