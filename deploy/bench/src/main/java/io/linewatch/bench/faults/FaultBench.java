package io.linewatch.bench.faults;

import io.linewatch.bench.faults.Judge.Settlement;
import io.linewatch.bench.faults.stream.BenchPlant;
import io.linewatch.bench.faults.stream.NormalRecording;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LimitEditor;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.Relays;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** The packaged programs and real servers on this machine, with the bench's plant on them. */
public final class FaultBench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String USER = "engineer";

  private final Teardown teardown = new Teardown();
  private final Path repository;
  private final Path folder;

  /**
   * @param repository root of the built source tree
   * @param folder for state and logs; emptied first
   */
  public FaultBench(Path repository, Path folder) {
    this.repository = repository;
    this.folder = folder;
  }

  /**
   * Sends the stream in calm, then under faults.
   *
   * @param out told of every strike
   */
  public BenchReport run(FaultSettings settings, PrintStream out) throws Exception {
    FaultRun run = open(settings, out);
    Settlement end = run.storm(run.calm());
    return FaultsReport.of(settings, run, end);
  }

  /** Starts everything; returns when the gateway does what the plant sheet says. */
  private FaultRun open(FaultSettings settings, PrintStream out) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("end-bench").unstarted(teardown::close));
    Steps steps = new Steps(out);
    SmallDisk.endLeftover(folder.resolve("edge"));
    StateFolder state = teardown.add("state folder", StateFolder.open(folder, true));
    Programs programs = new Programs(repository);
    // Ends after the agent, which writes on it.
    SmallDisk disk = teardown.add("small disk", SmallDisk.mount(folder.resolve("edge")));
    // Ends after the programs, which go through them.
    Relays relays = teardown.add("relays", Relays.open(Addresses.anyFree(), settings.seed()));
    LocalSystem system =
        new LocalSystem(
            state,
            programs,
            teardown,
            steps,
            "bench",
            relays.wiring(),
            new LocalServerRoom(state, programs));
    out.println("State and logs in " + state.root());
    system.startServers();
    Files.createDirectories(system.models().store());
    String digest =
        steps.run(
            "Model of the presses",
            () ->
                system
                    .models()
                    .fitAnswer(
                        NormalRecording.write(state.root().resolve("normal.csv"), settings.seed()),
                        BenchPlant.MODEL,
                        "--grid",
                        "PT1S",
                        "--window",
                        "5")
                    .path("digest")
                    .asText());
    system.startCentre();
    system.central().addUsers(List.of(USER));
    system.applyPlant(
        Files.writeString(state.root().resolve("plant.yaml"), BenchPlant.sheet(digest)));
    system.startEdge();
    ConsoleClient console =
        teardown.add("console client", new ConsoleClient(system.central().link(USER)));
    steps.run("Model loaded", () -> new LimitEditor(console).awaitApplied(PATIENCE));
    byte[] secret =
        HexFormat.of().parseHex(Files.readString(state.root().resolve("site.secret")).strip());
    GatewayKey key = GatewayKey.derive(secret, BenchPlant.GATEWAY, 1);
    return new FaultRun(system, relays, console, key, settings, disk.mounted(), out);
  }

  @Override
  public void close() {
    teardown.close();
  }
}
