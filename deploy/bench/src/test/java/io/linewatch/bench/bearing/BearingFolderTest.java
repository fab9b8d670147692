package io.linewatch.bench.bearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.bench.report.BenchReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearingFolderTest {
  private static final long SEED = 12;
  private static final double RATE = 12_000;
  private static final double RPM = 1_800;
  private static final double OUTER_ORDER = 3.585;

  @TempDir private Path folder;

  @Test
  void recordsOfOnesOwnAreNamedByTheirLines() throws IOException {
    write("good.f32.gz", floats(vibration(new Random(SEED), 40_000, 0)));
    write("outer.f32.gz", floats(vibration(new Random(SEED + 1), 40_000, 4)));
    meta(
        """
        "files": [
          {"file": "good.f32.gz", "fs_hz": 12000, "rpm_nominal": 1800, "fault": "normal", "channels": ["DE"]},
          {"file": "outer.f32.gz", "fs_hz": 12000, "rpm_nominal": 1800, "fault": "outer", "channels": ["DE"]}]
        """);
    BenchReport report = new BenchReport("quality", 0);

    BearingFolder.judge("mine", folder, report);

    assertThat(printed(report))
        .contains("\"set\":\"mine\"", "\"records\":1", "\"named rightly\":1")
        .contains("\"healthy named\":0");
  }

  @Test
  void aRunOfOnesOwnIsWarnedOfBeforeItsEnd() throws IOException {
    int snapshots = 120;
    int length = 2_400;
    Random random = new Random(SEED);
    ByteBuffer samples =
        ByteBuffer.allocate(snapshots * length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int s = 0; s < snapshots; s++) {
      for (double value : vibration(random, length, Math.max(0, (s - 80) / 4.0))) {
        samples.putShort((short) Math.round(100 * value));
      }
    }
    write("run.i16.gz", samples.array());
    meta(
        """
        "runs": [{"file": "run.i16.gz", "fs_hz": 12000, "rpm_nominal": 1800, "snapshot": 2400,
                  "axes": 1, "g_per_count": 0.01, "seconds_apart": 60}]
        """);
    BenchReport report = new BenchReport("quality", 0);

    BearingFolder.judge("mine", folder, report);

    assertThat(printed(report))
        .containsPattern("\"record\":\"run\",\"who\":\"Linewatch\".*?\"result\":\"warned\"");
  }

  @Test
  void metaDataWithoutABearingOrWithAWrongNumberAreRefused() throws IOException {
    Files.writeString(folder.resolve("meta.json"), "[]");
    assertThatThrownBy(() -> BearingFolder.judge("mine", folder, new BenchReport("quality", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must name the bearing");
    meta("\"runs\": [{\"file\": \"x\", \"fs_hz\": -1}]");
    assertThatThrownBy(() -> BearingFolder.judge("mine", folder, new BenchReport("quality", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'fs_hz' must be a number above 0");
  }

  private static String printed(BenchReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Noise, and at each pass of a damaged outer race a resonance that rings out. */
  private static double[] vibration(Random random, int samples, double strength) {
    double[] values = new double[samples];
    double period = RATE / (OUTER_ORDER * RPM / 60);
    for (int n = 0; n < samples; n++) {
      double since = n % period / RATE;
      values[n] =
          random.nextGaussian()
              + strength * Math.exp(-since * 800) * Math.sin(2 * Math.PI * 3_000 * since);
    }
    return values;
  }

  private void meta(String what) throws IOException {
    Files.writeString(
        folder.resolve("meta.json"),
        "{\"bearing\": {\"cage\": 0.398, \"outer\": 3.585, \"inner\": 5.415, \"spin\": 2.357},"
            + what
            + "}");
  }

  private static byte[] floats(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return bytes.array();
  }

  private void write(String name, byte[] bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(bytes);
    }
  }
}
