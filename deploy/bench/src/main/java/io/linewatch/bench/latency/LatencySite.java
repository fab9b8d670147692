package io.linewatch.bench.latency;

import io.linewatch.bench.LinewatchBench;
import io.linewatch.bench.latency.Latency.Pace;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.LocalSystem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The whole system, the bare chain beside it, and who publishes and watches. One thread. */
final class LatencySite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LINGER = Duration.ofSeconds(20);

  private final LocalSystem system;
  private final StateFolder state;
  private final Path bareLines;
  private final SensorLine sensors;
  private final AlertWatch watch;

  LatencySite(BenchSystem bench) throws Exception {
    state = bench.state();
    Teardown teardown = bench.teardown();
    Steps steps = bench.steps();
    system =
        new LocalSystem(
            state,
            bench.programs(),
            teardown,
            steps,
            "demo",
            Addresses.anyFree(),
            new LocalServerRoom(state, bench.programs()));
    system.startServers();
    system.applyPlant(Files.writeString(state.root().resolve("plant.yaml"), sheet()));
    system.central().addUsers(List.of("viewer"));
    system.startCentre();
    system.startEdge();
    bareLines = state.root().resolve("bare.lines");
    steps.run("Bare chain", () -> startBare(teardown));
    ConsoleClient console =
        teardown.add("console client", new ConsoleClient(system.central().link("viewer")));
    watch = teardown.add("watch", new AlertWatch(system.addresses().kafkaBootstrap(), console));
    watch.start();
    sensors = teardown.add("sensors", new SensorLine(URI.create(system.addresses().mqttUrl())));
  }

  /** Until the plant is applied and everything has run once: crossings whose time is not taken. */
  long warmUp() throws Exception {
    Crossings first = new Crossings();
    watch.watch(first);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (first.toClient().count() < SensorLine.PUMPS) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no alerts within " + PATIENCE);
      }
      sensors.cross(first);
      Thread.sleep(Duration.ofMillis(50));
    }
    return first.sent();
  }

  Crossings measure(Pace pace, Duration time) throws Exception {
    Crossings crossings = new Crossings();
    watch.watch(crossings);
    sensors.run(pace, time, crossings);
    long deadline = System.nanoTime() + LINGER.toNanos();
    while (!crossings.allSeen() && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(50));
    }
    return crossings;
  }

  /** What the bare chain had of the same crossings. */
  Latencies bare(Crossings crossings) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (String line : Files.readAllLines(bareLines)) {
      String[] words = line.split(" ", -1);
      if (crossings.isSent(Instant.parse(words[0]))) {
        millis.add(Long.parseLong(words[1]) / 1e3);
      }
    }
    return new Latencies(millis);
  }

  private ChildProcess startBare(Teardown teardown) throws Exception {
    String bootstrap = system.addresses().kafkaBootstrap();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(BareChain.TOPIC, 4, (short) 1))).all().get();
    }
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // as the programs of a local system
            "-cp",
            System.getProperty("java.class.path"),
            LinewatchBench.class.getName(),
            "bare-chain",
            "--mqtt",
            system.addresses().mqttUrl(),
            "--kafka",
            bootstrap,
            "--out",
            bareLines.toString());
    ChildProcess child =
        teardown.add(
            "bare chain",
            ChildProcess.start(
                new ChildProcess.Command("bare-chain", words, Map.of()),
                state.root(),
                state.records()));
    Path log = state.root().resolve("logs").resolve("bare-chain.log");
    Readiness.await(
        child, "is subscribed", PATIENCE, () -> Files.readString(log).contains("is subscribed"));
    return child;
  }

  private static String sheet() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "site: demo",
                "gateways:",
                "  - { id: gw-1, home: demo/hall-1/line-1 }",
                "classes:",
                "  - { id: pump, name: Pump }",
                "assets:"));
    for (int number = 0; number < SensorLine.PUMPS; number++) {
      lines.add(
          "  - { asset: demo/hall-1/line-1/%s, name: Pump %d, assetClass: pump, criticality: HIGH, gateway: gw-1 }"
              .formatted(SensorLine.pump(number), number));
    }
    lines.add(
        """
        channels:
          - { assetClass: pump, channel: vibration, quantity: vibration, unit: mm/s, rangeLow: 0, rangeHigh: 50, keep: FULL }
        limits:
          - { assetClass: pump, detector: vibration, severity: HIGH, comparison: ABOVE, value: %s, alarmClass: ALARM, onDelay: 0s, offDelay: 0s, deadBand: 0.2, cause: Bearing wear, consequence: It stops, action: Check grease }
        sources:
          - { id: sensors, gateway: gw-1, topic: "factory/{line}/{asset}/{channel}", area: hall-1, value: /value, time: /time, timeFormat: ISO_8601 }
        """
            .formatted(SensorLine.LIMIT));
    return String.join("\n", lines) + "\n";
  }
}
