package io.linewatch.standalone;

import io.linewatch.standalone.line.DefectiveParts;
import io.linewatch.standalone.line.Fault;
import io.linewatch.standalone.line.LineCamera;
import io.linewatch.standalone.line.LineDevice;
import io.linewatch.standalone.line.LinePublisher;
import io.linewatch.standalone.past.History;
import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.CameraReadiness;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.smoke.Smoke;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The demo from the first step to the last: a straight line, ended last first. */
final class Demo {
  private static final Duration FAULT_FREE = Duration.ofSeconds(90);
  private static final Duration MODELS_LOADED = Duration.ofMinutes(1);
  private static final String SITE = "demo";
  private static final List<String> ROLES = List.of("viewer", "operator", "engineer", "admin");

  private final Settings settings;
  private final StateFolder state;
  private final Teardown teardown;
  private final InstantSource clock;
  private final Steps steps = new Steps(System.out);

  record Settings(Programs programs, long seed) {}

  Demo(Settings settings, StateFolder state, Teardown teardown, InstantSource clock) {
    this.settings = settings;
    this.state = state;
    this.teardown = teardown;
    this.clock = clock;
  }

  /** Runs until it is told to end, or a child dies. */
  int run(CountDownLatch stop) throws Exception {
    LocalSystem system = start();
    LinePublisher line = startLine(system);
    Fault fault = Fault.draw(settings.seed(), clock.instant(), FAULT_FREE);
    line.setFault(fault);
    LineCamera camera = startCamera(system);
    camera.setDefective(DefectiveParts.runs(settings.seed(), clock.instant().plus(FAULT_FREE)));
    String link = system.central().link("engineer");
    String another = system.central().linkCommand("engineer");
    state.announce(system.addresses().consoleUrl() + "\nA link that logs in: " + another);
    System.out.println();
    System.out.println("Open " + link + "  (logs in once, as engineer)");
    if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
      int port = system.addresses().console();
      System.out.println(
          "From another machine first: ssh -L " + port + ":127.0.0.1:" + port + " THIS-MACHINE");
    }
    System.out.println("Another link: " + another);
    System.out.println(
        "Something will go wrong with one machine within a few minutes (seed "
            + settings.seed()
            + "), and now and then the camera sees defective parts. Ctrl-C ends everything; logs are in "
            + state.root().resolve("logs"));
    while (!stop.await(500, TimeUnit.MILLISECONDS)) {
      Monitored dead = system.dead();
      if (dead != null) {
        throw new StartFailed(dead.obituary());
      }
      requireRunning(line);
      requireRunning(camera);
    }
    return 0;
  }

  /** The walk through the product without a person. */
  int smoke() throws Exception {
    LocalSystem system = start();
    LinePublisher line = startLine(system);
    LineCamera camera = startCamera(system);
    return new Smoke(system, new Smoke.Line(line, camera), settings.seed(), clock, steps).run();
  }

  private LocalSystem start() throws Exception {
    LocalSystem system = new LocalSystem(state, settings.programs(), teardown, steps, SITE);
    system.startServers();
    Path sheet = steps.run("Models, fitted on recordings", () -> DemoModels.sheet(system));
    steps.run("Model of good parts, for the camera", () -> DemoCamera.prepare(system));
    // Accounts and the plant sheet are in the database: only the first start puts them there.
    Path prepared = state.root().resolve("prepared");
    if (Files.exists(prepared)) {
      system.startPrograms();
    } else {
      system.startCentre();
      steps.run("Accounts", () -> system.central().addUsers(ROLES));
      system.applyPlant(sheet);
      Files.writeString(prepared, "accounts and plant sheet are in the database\n");
      system.startEdge();
    }
    long rows =
        steps.run("Thirty days of history", () -> History.loadOnce(system, sheet, clock.instant()));
    steps.say(rows == 0 ? "history kept from an earlier start" : rows + " rows of history");
    return system;
  }

  private static void requireRunning(LineDevice device) {
    String why = device.stopped();
    if (why != null) {
      throw new StartFailed(why);
    }
  }

  private LineCamera startCamera(LocalSystem system) throws Exception {
    return steps.run(
        "Camera",
        () -> {
          CameraReadiness.await(system, MODELS_LOADED);
          LineCamera camera =
              new LineCamera(
                  "tcp://127.0.0.1:" + system.addresses().mqtt(),
                  DemoCamera.TOPIC,
                  settings.seed(),
                  clock);
          teardown.add("camera", camera);
          camera.start();
          return camera;
        });
  }

  private LinePublisher startLine(LocalSystem system) throws Exception {
    return steps.run(
        "Simulated line",
        () -> {
          LinePublisher line =
              new LinePublisher(
                  "tcp://127.0.0.1:" + system.addresses().mqtt(), settings.seed(), clock);
          teardown.add("simulated line", line);
          line.start();
          return line;
        });
  }
}
