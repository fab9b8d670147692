package io.linewatch.central.console;

import io.linewatch.central.console.SampleAlerts.Sample;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The console with made-up data, for looking at pages while working on them: prints a link that
 * logs in. Run with the test class path; arguments: plant sheet, port.
 */
public final class ConsolePreview {
  private static final AssetPath MOTOR = AssetPath.of("demo/hall-1/press-line/motor-201");
  private static final AssetPath PRESS = AssetPath.of("demo/hall-1/press-line/press-301");

  private ConsolePreview() {}

  public static void main(String[] args) throws Exception {
    ConsoleBench bench = new ConsoleBench(Path.of("target/preview"), Integer.parseInt(args[1]));
    Instant now = Instant.now();
    bench.applyDemoPlant(Path.of(args[0]));
    bench.gateways.report(status(now));
    List<AlertEvent> open =
        List.of(
            alert(
                "a1",
                SampleAlerts.PUMP,
                "limit:vibration",
                Severity.CRITICAL,
                7.43,
                "mm/s",
                7.1,
                now,
                12,
                Transition.RAISED),
            alert(
                "a2",
                SampleAlerts.PUMP,
                "model:pump-normal",
                Severity.MEDIUM,
                183,
                "%",
                150,
                now,
                95,
                Transition.RAISED),
            alert(
                "a3",
                MOTOR,
                "limit:gear_oil_temperature",
                Severity.MEDIUM,
                72.4,
                "Cel",
                70,
                now,
                44,
                Transition.ACKNOWLEDGED),
            alert(
                "a4",
                PRESS,
                "limit:oil_level",
                Severity.HIGH,
                64.2,
                "%",
                66,
                now,
                3,
                Transition.RAISED),
            alert(
                "a5",
                SampleAlerts.PUMP,
                "limit:suction_pressure",
                Severity.LOW,
                0.81,
                "bar",
                0.85,
                now,
                1600,
                Transition.ACKNOWLEDGED));
    List<AlertEvent> old = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Severity severity = List.of(Severity.values()).get(i % 4);
      old.add(
          alert(
              "o" + i,
              i % 2 == 0 ? SampleAlerts.PUMP : MOTOR,
              "limit:vibration",
              severity,
              4.6 + i % 5,
              "mm/s",
              4.5,
              now,
              600 + i * 600,
              Transition.CLEARED));
    }
    bench.loader.loadAlerts(java.util.stream.Stream.concat(open.stream(), old.stream()));
    for (Map.Entry<String, Double> series :
        Map.of(
                SampleAlerts.PUMP + "/limit:vibration",
                3.0,
                SampleAlerts.PUMP + "/model:pump-normal",
                60.0,
                SampleAlerts.PUMP + "/flow",
                42.0)
            .entrySet()) {
      bench.loader.loadSeries(
          IntStream.range(0, 480)
              .mapToObj(i -> block(series.getKey(), series.getValue(), now, 480 - i)));
    }
    System.out.println(
        "LINK "
            + bench.links.create(
                bench.users.find("admin").orElseThrow(), "http://127.0.0.1:" + args[1]));
    Thread.currentThread().join();
  }

  private static AlertEvent alert(
      String id,
      AssetPath asset,
      String detector,
      Severity severity,
      double value,
      String unit,
      double limit,
      Instant now,
      int minutes,
      Transition transition) {
    AlarmClass alarmClass = detector.startsWith("model:") ? AlarmClass.ADVISORY : AlarmClass.ALARM;
    return SampleAlerts.raised(
        new Sample(id, asset + "/" + detector, asset, severity, alarmClass, value, unit, limit),
        2,
        now.minus(Duration.ofMinutes(minutes)),
        transition);
  }

  private static GatewayStatus status(Instant now) {
    String digest = "sha256:" + "3f".repeat(32);
    return new GatewayStatus(
        "gw-1",
        "k3v9",
        now,
        "0.1.0",
        1,
        0,
        List.of(),
        List.of(
            new ModelStatus(SampleAlerts.PUMP, "pump-normal", digest, digest, ""),
            new ModelStatus(
                MOTOR,
                "motor-normal",
                digest,
                null,
                "the model store does not answer; trying again")),
        Map.of(
            "readings",
            1_284_332L,
            "findings",
            41L,
            "rejections.malformed_json",
            3L,
            "rejections.unknown_channel",
            17L,
            "outbox.rows",
            12L));
  }

  private static SeriesBlock block(String series, double level, Instant now, int minutesAgo) {
    Random random = new Random(minutesAgo);
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(minutesAgo));
    double rise = minutesAgo < 100 ? (100 - minutesAgo) * level / 70 : 0;
    long[] times = new long[12];
    double[] values = new double[12];
    for (int i = 0; i < 12; i++) {
      times[i] = (minute.getEpochSecond() + i * 5L) * 1_000_000;
      values[i] =
          level
              + rise
              + random.nextGaussian() * level * 0.04
              + level * 0.1 * Math.sin(minutesAgo / 20.0);
    }
    return new SeriesBlock(
        "gw-1",
        series,
        series.contains("model:") ? "%" : series.endsWith("flow") ? "m3/h" : "mm/s",
        minute,
        0,
        1,
        times,
        values,
        List.of(new SeriesBlock.Run<>(Quality.GOOD, 12)),
        List.of(),
        true);
  }

  static DetectorId vibration() {
    return DetectorId.of(SampleAlerts.PUMP + "/limit:vibration");
  }
}
