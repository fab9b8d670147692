package io.linewatch.bench.bearing;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.vibration.BearingGeometry;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.Support;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.vibration.Quantity;
import io.linewatch.edge.vibration.VibrationPoints;
import io.linewatch.edge.vibration.VibrationStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waveform-load}: how much faster than real time one core reads waveforms. */
@Command(
    name = "waveform-load",
    mixinStandardHelpOptions = true,
    description = {
      "16 channels of 25.6 kHz through the agent's decoder, joiner and all features, on one thread;",
      "as a multiple of real time on one core."
    })
public final class WaveformLoad implements Callable<Integer> {
  private static final int RATE_HZ = 25_600;
  private static final int BLOCKS = 8;
  private static final double GRAVITY_PER_COUNT = 0.002;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Option(names = "--channels", defaultValue = "16", description = "machines with one sensor each")
  private int channels;

  @Option(
      names = "--seconds",
      defaultValue = "40",
      description = "of signal, after as many to warm up")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "of the signals")
  private long seed;

  @Override
  public Integer call() throws IOException {
    List<String> problems = new ArrayList<>();
    DesiredState desired = desired();
    Path folder = Files.createTempDirectory("linewatch-waveform-load");
    VibrationStage stage =
        VibrationStage.of(
            desired.sources(),
            desired,
            new VibrationPoints(new SimpleMeterRegistry(), folder),
            problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException("the plan of the bench is wrong: " + problems);
    }
    byte[][] payloads = payloads(new Random(seed));
    var _ = feed(stage, payloads, 0);
    var threads = ManagementFactory.getThreadMXBean();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    long readings = feed(stage, payloads, seconds);
    double wallSeconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1e9;
    BenchReport report = new BenchReport("waveform-load", seed);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("who", "Linewatch");
    row.put("channels", channels);
    row.put("rate Hz", RATE_HZ);
    row.put("seconds of signal", seconds);
    row.put("CPU s", cpuSeconds);
    row.put("wall s", wallSeconds);
    row.put("readings made", readings);
    row.put("multiple of real time", seconds / cpuSeconds);
    report.row(row);
    report.target(
        Target.atLeast(
            "channels × rate on one core, multiple of real time", 1, seconds / cpuSeconds));
    report.print(System.out);
    Files.delete(folder);
    return 0;
  }

  private long feed(VibrationStage stage, byte[][] payloads, int from) {
    long readings = 0;
    for (int second = from; second < from + seconds; second++) {
      for (int c = 0; c < channels; c++) {
        Instant start = START.plusSeconds(second);
        Decoded decoded =
            stage.decode(
                new InboundMessage(
                    "waveforms",
                    "waves/machine-" + c + "/de",
                    payloads[(second + c) % BLOCKS],
                    Map.of(
                        "rate", Integer.toString(RATE_HZ),
                        "scale", Double.toString(GRAVITY_PER_COUNT),
                        "unit", "[g]",
                        "start", start.toString()),
                    start.plusSeconds(1),
                    InboundMessage.Receipt.NONE));
        if (decoded == null || !decoded.rejections().isEmpty()) {
          throw new IllegalStateException("a block was refused: " + decoded);
        }
        readings += decoded.messages().stream().mapToLong(m -> m.readings().size()).sum();
      }
    }
    return readings;
  }

  private static byte[][] payloads(Random random) {
    byte[][] payloads = new byte[BLOCKS][];
    for (int b = 0; b < BLOCKS; b++) {
      ByteBuffer bytes = ByteBuffer.allocate(RATE_HZ * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < RATE_HZ; n++) {
        double turn = Math.sin(2 * Math.PI * 25 * n / RATE_HZ);
        bytes.putShort((short) Math.round(300 * turn + 200 * random.nextGaussian()));
      }
      payloads[b] = bytes.array();
    }
    return payloads;
  }

  private DesiredState desired() {
    List<Asset> assets = new ArrayList<>();
    List<Channel> all = new ArrayList<>();
    MachineData machine =
        new MachineData(
            1_500.0, 75.0, Support.RIGID, new BearingGeometry(9, 7.94, 38.5, 0).orders());
    for (int c = 0; c < channels; c++) {
      AssetPath path = new AssetPath("bench", "hall", "line", "machine-" + c);
      assets.add(new Asset(path, path.asset(), "", Criticality.MEDIUM, "gw", machine));
      all.add(channel(path, "de", "[g]"));
      for (Quantity quantity : Quantity.values()) {
        all.add(channel(path, quantity.of("de"), "1"));
      }
    }
    SourceMapping source =
        new SourceMapping(
            "waves",
            "waves/{asset}/{channel}",
            "bench",
            "hall",
            "line",
            null,
            null,
            Map.of(),
            null,
            SourceMapping.TimeFormat.AUTO,
            null,
            null,
            SourceMapping.WaveformForm.INT16);
    return new DesiredState(
        "gw",
        1,
        START,
        "bench",
        "bench/hall/line",
        List.of(source),
        assets,
        all,
        List.of(),
        List.of());
  }

  private static Channel channel(AssetPath asset, String name, String unit) {
    return new Channel(
        new ChannelId(asset, name), "vibration", unit, null, null, Channel.Keep.FULL);
  }
}
