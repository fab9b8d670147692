package io.linewatch.central.historian;

import static io.linewatch.central.historian.PlantForImport.SHEET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.history.ImportRefused;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.LineMutator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as discs, mail and people spoil them: read, or refused with a reason. */
class ExportFuzzTest {
  private static final String LONG =
      """
      时间;Tag;Value;Quality
      2026-03-01 00:00:00;vibration;1,5;Good
      2026-03-01 00:00:10;flow;-2,25e3;192
      2026-03-01 00:00:10;pump.temperature;I/O Timeout;Bad
      2026-03-29 02:30:00;vibration;#N/A;
      """;
  private static final String WIDE =
      """
      Date,Time,vibration [mm/s],flow,flow.quality,other
      2026-03-01,00:00:00,1.5,2,Good,x
      2026-03-01,00:00:10,"1,000.5",,Bad,y
      2026-03-01,00:10:00,NaN,3,Good,z
      """;

  @TempDir Path folder;

  private int files;

  @Test
  void everyCsvIsReadOrRefusedWithAReason() {
    List<byte[]> samples =
        List.of(
            LONG.getBytes(UTF_8),
            LONG.getBytes(Charset.forName("GB18030")),
            ("\ufeff" + LONG).getBytes(Charset.forName("UTF-16LE")),
            WIDE.getBytes(UTF_8));
    Fuzz.run(
        FuzzTarget.of("historian-csv", samples, new LineMutator(), this::read)
            .rounds(400)
            .memory(64 << 20, 2_048));
  }

  @Test
  void everyParquetIsReadOrRefusedWithAReason() throws IOException {
    Fuzz.run(
        FuzzTarget.of(
                "historian-parquet",
                List.of(resource("long.parquet"), resource("wide.parquet"), resource("ns.parquet")),
                new ByteMutator(),
                this::read)
            .rounds(300)
            .memory(256 << 20, 4_096));
  }

  private byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/historian/" + name))) {
      return in.readAllBytes();
    }
  }

  private @Nullable String read(byte[] input) throws IOException {
    // Never the same file: the library may still have its last one mapped, and reads ahead.
    Path file = Files.write(folder.resolve("export-" + files++), input);
    try {
      ImportOptions options = OptionsOf.pump().zone("Europe/Berlin").options();
      ExportReading reading =
          new ExportReading(
              ExportFile.of(file, options),
              new ChannelMapping(SHEET, MappingFile.NONE, options.asset()),
              new ExportReading.Window(
                  Long.MIN_VALUE,
                  Long.MAX_VALUE,
                  Instant.parse("2030-01-01T00:00:00Z").getEpochSecond() * 1_000_000),
              null,
              10);
      long[] samples = {0};
      reading.run(
          (_, blocks) ->
              blocks.forEach(block -> {
                SeriesCodec.encode(block.block());
                assertThat(block.block().values()).doesNotContain(Double.NaN);
                samples[0] += block.block().values().length;
              }),
          (_, _) -> {});
      assertThat(samples[0]).isLessThanOrEqualTo(reading.tally().values());
      return null;
    } catch (RefusedExport refused) {
      return String.valueOf(refused.getMessage());
    } catch (ImportRefused e) {
      throw new IllegalStateException("history was not asked", e);
    }
  }
}
