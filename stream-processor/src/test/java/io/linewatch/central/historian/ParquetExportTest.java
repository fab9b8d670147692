package io.linewatch.central.historian;

import static io.linewatch.central.historian.PlantForImport.SHEET;
import static io.linewatch.central.historian.PlantForImport.TEMPERATURE;
import static io.linewatch.central.historian.PlantForImport.VIBRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import io.linewatch.central.history.ImportedBlock;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of the reference implementation in C++ (see the folder's README), and of a writer of the
 * test's own: fifty rows from 2026-03-01 on, one in ten seconds, value i/4, none where 7 divides i.
 */
class ParquetExportTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;

  private Path resource(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/historian/" + name))) {
      Path file = folder.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  private static ExportReading read(Path file, OptionsOf options, List<SeriesBlock> blocks)
      throws Exception {
    ImportOptions given = options.options();
    ExportReading reading =
        new ExportReading(
            ExportFile.of(file, given),
            new ChannelMapping(SHEET, MappingFile.NONE, given.asset()),
            new ExportReading.Window(
                Long.MIN_VALUE, Long.MAX_VALUE, NOW.getEpochSecond() * 1_000_000),
            null,
            0);
    reading.run(
        (_, batch) -> batch.stream().map(ImportedBlock::block).forEach(blocks::add), (_, _) -> {});
    return reading;
  }

  private static double[] values(List<SeriesBlock> blocks, String series) {
    return blocks.stream()
        .filter(block -> block.series().equals(series))
        .flatMapToDouble(block -> Arrays.stream(block.values()))
        .toArray();
  }

  private static double[] quarters(int from, int step) {
    return IntStream.iterate(from, i -> i < 50, i -> i + step)
        .filter(i -> i % 7 != 0)
        .mapToDouble(i -> i / 4.0)
        .toArray();
  }

  @Test
  void aLongTableWithADictionaryAndQualityWords() throws Exception {
    List<SeriesBlock> blocks = new ArrayList<>();
    ImportTally tally = read(resource("long.parquet"), OptionsOf.pump(), blocks).tally();

    assertThat(tally.rows()).isEqualTo(50);
    assertThat(tally.values()).isEqualTo(42);
    assertThat(tally.qualities()).containsEntry("Bad", 10L);
    assertThat(values(blocks, VIBRATION)).containsExactly(quarters(0, 2));
    assertThat(values(blocks, TEMPERATURE)).containsExactly(quarters(1, 2));
    assertThat(blocks.stream().flatMap(block -> block.qualities().stream()))
        .anySatisfy(run -> assertThat(run.value()).isEqualTo(Quality.BAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"int96.parquet", "ns.parquet", "wide.parquet"})
  void aWideTableWithTimesAsTheyComeAndEveryKindOfNumber(String name) throws Exception {
    List<SeriesBlock> blocks = new ArrayList<>();
    ImportTally tally = read(resource(name), OptionsOf.pump().zone("UTC"), blocks).tally();

    assertThat(values(blocks, VIBRATION)).containsExactly(quarters(0, 1));
    assertThat(blocks.getFirst().timesMicros()[0])
        .isEqualTo(BEGIN.plusSeconds(10).getEpochSecond() * 1_000_000);
    if (name.equals("wide.parquet")) {
      assertThat(values(blocks, TEMPERATURE)).hasSize(50).endsWith(49);
      assertThat(tally.unmapped())
          .extracting(ImportReport.Unmapped::tag)
          .containsExactly("flag", "dec", "date");
    }
  }

  @Test
  void aFileOfZstandardIsRefusedWithWhatToDo() throws Exception {
    Path file = resource("zstd.parquet");
    assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining("ZSTD")
        .hasMessageContaining("compression snappy");
  }

  @ParameterizedTest
  @CsvSource({"6, ZSTD", "7, LZ4"})
  void compressionThatIsNotReadIsRefusedByItsNameWithWhatToDo(int codec, String name)
      throws Exception {
    byte[] bytes =
        PlainParquet.file(
            List.of(
                PlainParquet.Column.timestamps("time", new long[] {1_772_323_200_000_000L}),
                PlainParquet.Column.doubles("vibration", new double[] {1.5})),
            codec);
    Path file = Files.write(folder.resolve("packed.parquet"), bytes);
    assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining(name)
        .hasMessageContaining("write it with Snappy, gzip or none")
        .hasMessageContaining("compression snappy");
  }

  @Test
  void timesWithoutAnInstantNeedAZone() throws Exception {
    Path file = resource("ns.parquet");
    assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining("--zone");
  }

  @Test
  void whatIsWrittenHereIsReadBack() throws Exception {
    List<PlainParquet.Column> columns =
        List.of(
            PlainParquet.Column.timestamps(
                "time", new long[] {1_772_323_200_000_000L, 1_772_323_201_000_000L}),
            PlainParquet.Column.doubles("vibration", new double[] {1.5, Double.NaN}));
    Path file = Files.write(folder.resolve("own.parquet"), PlainParquet.file(columns));
    List<SeriesBlock> blocks = new ArrayList<>();
    ImportTally tally = read(file, OptionsOf.pump(), blocks).tally();

    assertThat(values(blocks, VIBRATION)).containsExactly(1.5);
    assertThat(tally.badValues()).containsOnlyKeys("NaN");
    assertThat(blocks.getFirst().minute()).isEqualTo(BEGIN);
  }

  /** What the library that decodes would wait for without end, or write outside of its memory. */
  @ParameterizedTest
  @CsvSource({
    "9, 126, reaches beyond its column",
    "12, 0, has no values",
    "6, 22, has no header", // the unpacked size as a number of 64 bits, which is passed over
  })
  void aPageWhoseHeaderLiesIsRefusedBeforeItIsDecoded(int at, int octet, String why)
      throws Exception {
    byte[] bytes =
        PlainParquet.file(
            List.of(
                PlainParquet.Column.timestamps("time", new long[] {1_772_323_200_000_000L, 2}),
                PlainParquet.Column.doubles("vibration", new double[] {1.5, 2})));
    assertThat(bytes[9]).isEqualTo((byte) 32); // twice the page's 16 bytes
    bytes[at] = (byte) octet;
    Path file = Files.write(folder.resolve("lies.parquet"), bytes);
    assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRowGroupThatTakesMoreThanThereIsIsRefusedWithWhatToDo() throws Exception {
    int rows = 100_000;
    byte[] bytes =
        PlainParquet.file(
            List.of(
                PlainParquet.Column.timestamps("time", new long[rows]),
                PlainParquet.Column.doubles("vibration", new double[rows])));
    Path file = Files.write(folder.resolve("giant.parquet"), bytes);
    try (HardwoodContext threads = HardwoodContext.create(1);
        ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file), threads)) {
      // Two columns, six pages each of 800,000 bytes.
      ParquetPages.check(file, parquet.getFileMetaData(), 2 * 6 * 800_000);
      assertThatThrownBy(
              () -> ParquetPages.check(file, parquet.getFileMetaData(), 2 * 6 * 800_000 - 1))
          .isInstanceOf(RefusedExport.class)
          .hasMessageContaining("smaller pages")
          .hasMessageContaining("LINEWATCH_OPTS");
    }
  }

  @Test
  void aBlockOfSnappyIsWholeOrNot() {
    byte[] block = {9, 4 << 2, 1, 2, 3, 4, 5, 1, 5}; // five as they are, and four from five before
    assertThat(SnappyBlock.isWhole(ByteBuffer.wrap(block), 9)).isTrue();
    assertThat(SnappyBlock.isWhole(ByteBuffer.wrap(block), 10)).isFalse();
    block[8] = 6; // from before the beginning
    assertThat(SnappyBlock.isWhole(ByteBuffer.wrap(block), 9)).isFalse();
    block[1] = (byte) (40 << 2); // longer than the block
    assertThat(SnappyBlock.isWhole(ByteBuffer.wrap(block), 9)).isFalse();
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    byte[] good = Files.readAllBytes(resource("long.parquet"));
    Path file = folder.resolve("cut.parquet");
    for (int length : new int[] {4, 12, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> read(file, OptionsOf.pump(), new ArrayList<>()))
          .isInstanceOf(RefusedExport.class)
          .hasMessageContaining("cannot be read");
    }
  }
}
