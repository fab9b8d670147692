package io.linewatch.central.historian;

import static io.linewatch.central.historian.PlantForImport.SHEET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.history.ImportedBlock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong with an export is said, with what to do; what is wrong with a row stops no other.
 */
class BadExportTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("export.csv"), text);
  }

  private ImportTally read(Path file, OptionsOf options, List<ImportedBlock> blocks)
      throws Exception {
    ImportOptions given = options.options();
    Path map = given.map();
    ChannelMapping mapping =
        new ChannelMapping(
            SHEET, map == null ? MappingFile.NONE : MappingFile.read(map), given.asset());
    ExportReading reading =
        new ExportReading(
            ExportFile.of(file, given),
            mapping,
            new ExportReading.Window(
                Long.MIN_VALUE, Long.MAX_VALUE, NOW.getEpochSecond() * 1_000_000),
            null,
            0);
    reading.run((_, batch) -> blocks.addAll(batch), (_, _) -> {});
    return reading.tally();
  }

  private ImportTally read(String text) throws Exception {
    return read(file(text), OptionsOf.pump(), new ArrayList<>());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                | is empty
          time,vibration\\n                                                  | no rows below its header
          vibration\\n1\\n2\\n                                                | is not a table
          2026-03-01T00:00:00Z,1\\n2026-03-01T00:00:01Z,2\\n                  | has no header
          time,flow,Flow\\n2026-03-01T00:00:00Z,1,2\\n                        | two columns called 'Flow'
          when,vibration\\n2026-03-01T00:00:00Z,1\\n                          | --time-column
          time,pressure\\n2026-03-01T00:00:00Z,1\\n                           | --map FILE
          time,vibration\\n2026-03-01 00:00:00,1\\n                           | --zone
          time,vibration\\n03/04/2026 00:00:00,1\\n                           | --time-format
          time,vibration\\n25/04/26 00:00:00,1\\n                             | year of two digits
          time,vibration\\n46082.5,1\\n46082.6,1\\n                           | count of days
          time,vibration\\nsoon,1\\nlater,2\\n                                | cannot be read
          time,vibration,quality\\n2026-03-01T00:00:00Z,1,0\\n                | --quality-codes
          """)
  void anExportThatCannotBeReadIsRefusedWithWhatToDo(String text, String why) throws Exception {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining(why);
  }

  @Test
  void rowsThatAreWrongAreCountedWithTheirLineAndTheOthersAreTaken() throws Exception {
    List<ImportedBlock> blocks = new ArrayList<>();
    ImportTally tally =
        read(
            file(
                """
                time,vibration,flow
                2026-03-01T00:00:00Z,1,2
                2026-03-01T00:00:01Z,1
                2026-03-01T00:00:02Z,1,2,3
                yesterday,1,2
                2026-03-01T00:00:04Z,running,2
                2026-03-01T00:00:05Z,NaN,Infinity
                1999-12-31T23:59:59Z,1,2
                2031-03-01T00:00:00Z,1,2
                2026-03-01T00:00:08Z,,-
                2026-03-01T00:00:09Z,1e400,2
                2026-03-01T00:00:10Z,5,6\u0000
                2026-03-01T00:00:11Z,7,8
                """),
            OptionsOf.pump(),
            blocks);

    assertThat(tally.rows()).isEqualTo(12);
    assertThat(tally.rowsTaken()).isEqualTo(5);
    assertThat(tally.values()).isEqualTo(7);
    assertThat(tally.empty()).isEqualTo(2);
    assertThat(tally.badValues()).containsOnlyKeys("NaN", "Infinity");
    assertThat(tally.rejected().keySet())
        .containsExactlyInAnyOrder(
            "the row has another number of fields than the header",
            "not a time",
            "not a number",
            "the time is before 2000 or more than a day ahead",
            "bytes that the encoding does not know, or NUL; is the file of two encodings?");
    assertThat(Objects.requireNonNull(tally.rejected().get("not a number")).examples())
        .containsExactly("line 6: 'running'", "line 11: '1e400'");
    assertThat(blocks).hasSize(2);
    assertThat(blocks).allSatisfy(block -> assertThat(block.block().complete()).isFalse());
  }

  @Test
  void aFileOfTwoEncodingsLosesOnlyTheRowsOfTheOther() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("时间,位号,数值\n2026-03-01T00:00:00Z,vibration,1\n".getBytes(UTF_8));
    // Beyond what is looked at for the guess.
    for (int i = 0; i < 10_000; i++) {
      bytes.write("2026-03-01T00:00:00Z,vibration,1\n".getBytes(UTF_8));
    }
    bytes.write("2026-03-01T00:00:01Z,振动,2\n".getBytes(Charset.forName("GBK")));
    bytes.write("2026-03-01T00:00:02Z,vibration,3\n".getBytes(UTF_8));
    Path file = Files.write(folder.resolve("two.csv"), bytes.toByteArray());
    ImportTally tally = read(file, OptionsOf.pump(), new ArrayList<>());

    assertThat(tally.values()).isEqualTo(10_002);
    assertThat(tally.rejected())
        .hasSize(1)
        .hasEntrySatisfying(
            "bytes that the encoding does not know, or NUL; is the file of two encodings?",
            rejected ->
                assertThat(rejected.examples())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("line 10003"));
  }

  @Test
  void aLineWithoutEndIsRefusedInBoundedMemory() throws Exception {
    Path file = folder.resolve("endless.csv");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("time,vibration\n2026-03-01T00:00:00Z,1\n");
      for (int i = 0; i < 1_000; i++) {
        out.write("2026-03-01T00:00:01Z,2\n".repeat(20));
      }
      String much = "x".repeat(1 << 16);
      for (int i = 0; i < 1_600; i++) { // 100 MiB, and no memory of it
        out.write(much);
      }
    }
    assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining("after line 20002");
  }

  @Test
  void namesThatFitSeveralChannelsAreNotGuessed() throws Exception {
    OptionsOf anywhere = OptionsOf.pump();
    anywhere.asset = null;
    Path file = file("time,vibration,temperature\n2026-03-01T00:00:00Z,1,2\n");
    ImportTally tally = read(file, anywhere, new ArrayList<>());

    assertThat(tally.values()).isEqualTo(1);
    assertThat(tally.unmapped()).hasSize(1);
    assertThat(tally.unmapped().getFirst().why()).contains("2 channels", "fan", "pump", "--asset");
  }

  @Test
  void aColumnInAnotherUnitThanTheSheetIsNotTaken() throws Exception {
    ImportTally tally =
        read("time,temperature [°F],vibration [mm/s]\n2026-03-01T00:00:00Z,212,1\n");
    assertThat(tally.values()).isEqualTo(1);
    assertThat(tally.unmapped().getFirst().why()).contains("°F", "Cel", "--map");
  }

  @Test
  void aChannelTakesOneTag() throws Exception {
    ImportTally tally = read("time,flow,FT4711\n2026-03-01T00:00:00Z,1,2\n");
    assertThat(tally.values()).isEqualTo(1);
    assertThat(tally.unmapped().getFirst().why()).contains("takes 'flow' already");
  }

  @Test
  void everythingWrongWithTheMappingFileIsSaidAtOnce() throws Exception {
    Path map =
        Files.writeString(
            folder.resolve("map.csv"),
            """
            tag,asset,channel,unit,scale
            a,demo/hall/line-1/pump,vibratoin,,
            b,demo/hall/line-1/pump,temperature,K,
            """);
    Path file = file("time,a,b\n2026-03-01T00:00:00Z,1,2\n");
    assertThatThrownBy(() -> read(file, OptionsOf.pump().map(map), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining("did you mean 'demo/hall/line-1/pump/vibration'?")
        .hasMessageContaining("tag 'b' is in 'K'");
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "name,channel\na,b\n");
    assertThatThrownBy(() -> read(file, OptionsOf.pump().map(wrong), new ArrayList<>()))
        .hasMessageContaining("tag,asset,channel");
  }

  @Test
  void qualityColumnsSayHowGoodAValueIs() throws Exception {
    List<ImportedBlock> blocks = new ArrayList<>();
    ImportTally tally =
        read(
            file(
                """
                time,vibration,vibration.quality,flow,flow_q
                2026-03-01T00:00:00Z,1,Good,1,192
                2026-03-01T00:00:01Z,2,Questionable,2,64
                2026-03-01T00:00:02Z,3,whatever,3,0
                2026-03-01T00:00:03Z,4,Bad,,24
                """),
            OptionsOf.pump(),
            blocks);

    assertThat(tally.values()).isEqualTo(7);
    assertThat(tally.qualities())
        .containsOnlyKeys("Questionable", "(unknown) whatever", "Bad", "64", "0", "24");
    assertThat(blocks.getFirst().block().qualities().toString())
        .contains("GOOD", "UNCERTAIN", "BAD");
    assertThat(blocks.getFirst().block().complete()).isTrue();
    assertThat(blocks.getLast().block().complete()).isFalse();
  }
}
