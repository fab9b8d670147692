package io.linewatch.central.console;

import io.linewatch.central.console.SampleAlerts.Sample;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.alert.CommandReply;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The console with made-up data, for looking at pages while working on them: prints a link that
 * logs in. Run with the test class path; arguments: plant sheet, port, and {@code empty} for a
 * plant in which nothing has happened yet. Every role's name is also a user.
 */
public final class ConsolePreview {
  private static final AssetPath MOTOR = AssetPath.of("demo/hall-1/press-line/motor-201");
  private static final AssetPath PRESS = AssetPath.of("demo/hall-1/press-line/press-301");

  private static final Map<String, String> UNITS =
      Map.of(
          "flow", "m3/h",
          "suction_pressure", "bar",
          "discharge_pressure", "bar",
          "bearing_temperature", "Cel",
          "gear_oil_temperature", "Cel",
          "current", "A",
          "oil_level", "%");

  /** Series with history and their usual level; most channels without one of their detector. */
  private static final Map<String, Double> LEVELS =
      Map.of(
          SampleAlerts.PUMP + "/vibration", 3.0,
          SampleAlerts.PUMP + "/model:pump-normal", 60.0,
          SampleAlerts.PUMP + "/flow", 42.0,
          SampleAlerts.PUMP + "/suction_pressure", 1.2,
          SampleAlerts.PUMP + "/discharge_pressure", 6.1,
          SampleAlerts.PUMP + "/bearing_temperature", 46.0,
          SampleAlerts.PUMP + "/current", 21.0,
          MOTOR + "/gear_oil_temperature", 52.0,
          PRESS + "/oil_level", 78.0);

  private ConsolePreview() {}

  public static void main(String[] args) throws Exception {
    ConsoleBench bench = new ConsoleBench(Path.of("target/preview"), Integer.parseInt(args[1]));
    Instant now = Instant.now();
    if (args.length > 2 && args[2].equals("empty")) {
      Thread.currentThread().join();
    }
    bench.applyDemoPlant(Path.of(args[0]));
    bench.gateways.report(status(now));
    bench.bus.answer = ConsolePreview::answer;
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
                Transition.ACKNOWLEDGED),
            alert(
                "a6",
                SampleAlerts.PUMP,
                "limit:bearing_temperature",
                Severity.HIGH,
                81.2,
                "Cel",
                75,
                now,
                9,
                Transition.RAISED),
            alert(
                "a7",
                MOTOR,
                "model:motor-normal",
                Severity.MEDIUM,
                171,
                "%",
                150,
                now,
                240,
                Transition.RAISED));
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
    LEVELS.forEach((series, level) ->
        bench.loader.loadSeries(
            IntStream.range(0, 480).mapToObj(i -> block(series, level, now, 480 - i))));
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
            "rejected-malformed-json",
            3L,
            "rejected-unknown-channel",
            17L,
            "late-readings",
            12L));
  }

  private static SeriesBlock block(String series, double level, Instant now, int minutesAgo) {
    Random random = new Random(minutesAgo);
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(minutesAgo));
    boolean grows = series.contains("vibration") || series.contains("model:");
    double rise = grows && minutesAgo < 100 ? (100 - minutesAgo) * level / 70 : 0;
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
        series.contains("model:")
            ? "%"
            : UNITS.getOrDefault(series.substring(series.lastIndexOf('/') + 1), "mm/s"),
        minute,
        0,
        1,
        times,
        values,
        List.of(new SeriesBlock.Run<>(Quality.GOOD, 12)),
        List.of(),
        true);
  }

  /** Refuses one alert as changed meanwhile, so that both answers can be looked at. */
  private static CompletableFuture<CommandReply> answer(AlertCommand command) {
    boolean stale = command.alertId().equals("a4");
    return CompletableFuture.completedFuture(
        new CommandReply(
            command.id(),
            stale ? CommandReply.Outcome.STALE : CommandReply.Outcome.ACCEPTED,
            stale ? CommandReply.Reason.CHANGED_SINCE_SEEN : CommandReply.Reason.DONE,
            stale ? "It changed since you saw it." : "done",
            null,
            command.time()));
  }

  static DetectorId vibration() {
    return DetectorId.of(SampleAlerts.PUMP + "/limit:vibration");
  }
}
