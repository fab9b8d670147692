package io.linewatch.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.standalone.line.Machine;
import io.linewatch.standalone.line.Recording;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LimitEditor;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The packaged programs and real servers, started once for all classes of a run and ended with it.
 * State and logs stay in {@code target/system} until the next run.
 */
final class RunningSystem {
  static final String LINE = "demo/hall-1/press-line";
  static final String PUMP = LINE + "/pump-101";
  static final String MOTOR = LINE + "/motor-201";
  static final String PRESS = LINE + "/press-301";
  static final String MODEL = "press-normal";

  /** Who logs in with a password. */
  static final String USER = "engineer";

  static final String PASSWORD = "a press line at night";

  /** Longer than anything takes on a busy machine of two cores; nothing waits without a bound. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Teardown TEARDOWN = new Teardown();
  private static @Nullable RunningSystem running;
  private static @Nullable String failed;

  private final LocalSystem system;
  private final Sensors sensors;
  private final ConsoleClient console;
  private final String sheet;
  private final String goodModel;

  private RunningSystem(Teardown teardown) throws Exception {
    Path root = Path.of(property("linewatch.state"));
    StateFolder state = StateFolder.open(root, true);
    teardown.add("state folder", state);
    Steps steps = new Steps(System.out);
    Programs programs = new Programs(Path.of(property("linewatch.repository")));
    ServerRoom room = ServerRooms.choose(state, programs, false);
    system = new LocalSystem(state, programs, teardown, steps, "demo", Addresses.anyFree(), room);
    system.startServers();
    goodModel = steps.run("Model of the press", () -> fit(MODEL, 1));
    sheet = resource("/plant.yaml");
    system.startCentre();
    steps.run(
        "Account",
        () -> {
          addUser();
          return USER;
        });
    applyModel(goodModel);
    system.startEdge();
    sensors = new Sensors("tcp://127.0.0.1:" + system.addresses().mqtt());
    teardown.add("sensors", sensors);
    console = new ConsoleClient(system.central().link(USER));
    teardown.add("console client", console);
    steps.run("Model loaded", () -> new LimitEditor(console).awaitApplied(PATIENCE));
  }

  /** Starts it at the first call. What failed once fails for every class, with the same reason. */
  static synchronized RunningSystem get() throws Exception {
    if (failed != null) {
      throw new IllegalStateException("the system did not start: " + failed);
    }
    if (running == null) {
      // A run that is broken off does not come to its end.
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("end-system").unstarted(RunningSystem::end));
      try {
        running = new RunningSystem(TEARDOWN);
      } catch (Exception e) {
        failed = e.toString();
        throw e;
      }
    }
    return running;
  }

  /** Ends it, when all classes are done. */
  static void end() {
    TEARDOWN.close();
  }

  LocalSystem local() {
    return system;
  }

  Addresses addresses() {
    return system.addresses();
  }

  Sensors sensors() {
    return sensors;
  }

  ConsoleClient console() {
    return console;
  }

  /** Digest of the model that the press starts with. */
  String goodModel() {
    return goodModel;
  }

  /**
   * Fits a model of the press on a recording of normal running.
   *
   * @param seed of the recording: another one makes another package
   */
  String fit(String name, long seed) throws Exception {
    Path csv = system.state().root().resolve(name + "-" + seed + ".csv");
    Recording.write(
        csv,
        Machine.PRESS,
        seed,
        Instant.parse("2026-01-12T06:00:00Z"),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
    Files.createDirectories(system.models().store());
    return system.models().fit(csv, name);
  }

  /** Makes the sheet with this model the plant; limits go back to the sheet's. */
  void applyModel(String digest) throws Exception {
    Path file = system.state().root().resolve("plant.yaml");
    Files.writeString(file, sheet.replace("DIGEST", digest));
    system.applyPlant(file);
  }

  /** The open alert of a source, or null. */
  @Nullable JsonNode openAlert(String source) throws IOException, InterruptedException {
    for (JsonNode alert : console.get("/api/feed").path("alerts")) {
      if (alert.path("source").asText().equals(source)) {
        return alert;
      }
    }
    return null;
  }

  /** Waits for an alert of the source whose condition holds. */
  JsonNode awaitActive(String source) {
    return Objects.requireNonNull(
        Awaitility.await("an active alert of " + source)
            .atMost(PATIENCE)
            .until(() -> openAlert(source), RunningSystem::isActive));
  }

  /** As an engineer at the console; the answer must be yes. */
  void acknowledge(JsonNode alert, String text) throws IOException, InterruptedException {
    JsonNode answer =
        console.post(
            "/api/alerts/command",
            ConsoleClient.object()
                .put("kind", "ACKNOWLEDGE")
                .put("alertId", alert.path("id").asText())
                .put("seenRevision", alert.path("revision").asLong())
                .put("text", text));
    Assertions.assertThat(answer.path("outcome").asText()).as("%s", answer).isEqualTo("ACCEPTED");
  }

  static boolean isActive(@Nullable JsonNode alert) {
    return alert != null && alert.path("active").asBoolean();
  }

  /** The status the gateway reported last. */
  JsonNode gatewayStatus() throws IOException, InterruptedException {
    return console.get("/api/gateways").path("gateways").path(0).path("status");
  }

  private void addUser() throws Exception {
    Path password = system.state().secretFile("engineer.password", PASSWORD);
    system
        .programs()
        .runOrFail(
            system.state().root(),
            Programs.Program.CENTRAL,
            "user",
            "add",
            USER,
            "--role",
            "engineer",
            "--password-file",
            password.toString(),
            "--config",
            system.state().root().resolve("central.yaml").toString());
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), name + " is not set; run these tests by: mvn verify");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = RunningSystem.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
