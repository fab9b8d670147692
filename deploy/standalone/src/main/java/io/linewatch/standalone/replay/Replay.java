package io.linewatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.central.history.AlertFilter;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LimitEditor;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.PostgresServer;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A user's recordings through the full path: MQTT, agent, Kafka, alerts in PostgreSQL, a table. */
public final class Replay {
  public static final int DEFAULT_FIT_ROWS = 400;
  private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(90);

  /** How long history must stay as it is before the alerts of a replay count as complete. */
  private static final Duration QUIET = Duration.ofSeconds(6);

  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(2);
  private final Programs programs;
  private final StateFolder state;
  private final Teardown teardown;
  private final int fitRows;
  private final Steps steps = new Steps(System.out);

  public Replay(Programs programs, StateFolder state, Teardown teardown, int fitRows) {
    this.programs = programs;
    this.state = state;
    this.teardown = teardown;
    this.fitRows = fitRows;
  }

  private record Task(Path file, CsvGuess guess, ReplaySheet.Recorded recorded) {}

  /** Prints the table; returns 0 when every file was judged. */
  public int run(List<Path> files) throws Exception {
    LocalSystem system = new LocalSystem(state, programs, teardown, steps, ReplaySheet.SITE);
    system.startServers();
    List<Task> tasks = new ArrayList<>();
    for (Path file : files) {
      tasks.add(
          steps.run(
              "Fit on the first " + fitRows + " rows of " + name(file),
              () -> prepare(system, file.toAbsolutePath(), tasks.size())));
      steps.say(tasks.getLast().guess().toString());
    }
    system.startCentre();
    system.central().addUsers(List.of("engineer"));
    Path sheet = state.root().resolve("replay-plant.yaml");
    Files.writeString(
        sheet, PlantSheetYaml.write(ReplaySheet.of(tasks.stream().map(Task::recorded).toList())));
    system.applyPlant(sheet);
    system.startEdge();
    try (ConsoleClient console = new ConsoleClient(system.central().link("engineer"))) {
      steps.run(
          "Models applied on the gateway",
          () -> new LimitEditor(console).awaitApplied(APPLY_TIMEOUT));
    }
    for (Task task : tasks) {
      steps.run("Replay " + name(task.file()), () -> publish(system, task));
    }
    String password = Files.readString(state.root().resolve("db.password")).strip();
    try (HistoryDatabase database =
        HistoryDatabase.open(system.databaseUrl(), PostgresServer.USER, password)) {
      HistoryReader history = new HistoryReader(database.dataSource());
      steps.run("Alerts in history", () -> settle(history, tasks));
      List<Judgement> judgements = new ArrayList<>();
      for (Task task : tasks) {
        judgements.add(judge(history, task));
      }
      System.out.println();
      System.out.print(Judgement.table(judgements));
    }
    return 0;
  }

  private Task prepare(LocalSystem system, Path file, int number) throws Exception {
    CsvGuess guess;
    try {
      guess = CsvGuess.of(file);
    } catch (IOException | UnreadableCsv e) {
      throw new StartFailed(file + " cannot be read: " + e.getMessage(), e);
    }
    String model = "recording-" + (number + 1);
    JsonNode answer = system.models().fitAnswer(file, model, "--rows", Integer.toString(fitRows));
    List<JsonNode> inputs = new ArrayList<>();
    answer.path("spec").path("inputs").forEach(inputs::add);
    return new Task(
        file,
        guess,
        new ReplaySheet.Recorded(
            ReplaySheet.asset(model), model, answer.path("digest").asText(), inputs));
  }

  private Programs.Output publish(LocalSystem system, Task task) throws Exception {
    return programs.runOrFail(
        state.root(),
        Programs.Program.EDGE,
        "replay",
        task.file().toString(),
        "--url",
        system.addresses().mqttUrl(),
        "--topic",
        "factory/{line}/{asset}/{channel}",
        "--asset",
        task.recorded().asset().toString(),
        "--from-row",
        Integer.toString(fitRows),
        "--speed",
        "max");
  }

  private static List<AlertEvent> events(HistoryReader history, Task task) {
    String source = DetectorId.model(task.recorded().asset(), task.recorded().model()).toString();
    return history.alerts(AlertFilter.ALL, null, HistoryReader.MAX_ROWS).stream()
        .filter(alert -> alert.source().equals(source))
        .flatMap(alert -> history.events(alert.id()).stream())
        .sorted(Comparator.comparing(AlertEvent::time))
        .toList();
  }

  /** Waits until no more transitions arrive. */
  private static int settle(HistoryReader history, List<Task> tasks) throws InterruptedException {
    long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
    int seen = -1;
    long quietSince = System.nanoTime();
    while (System.nanoTime() < deadline) {
      int count = tasks.stream().mapToInt(task -> events(history, task).size()).sum();
      if (count != seen) {
        seen = count;
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > QUIET.toNanos()) {
        return count;
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    return seen;
  }

  private Judgement judge(HistoryReader history, Task task) throws Exception {
    Verdicts verdicts = Verdicts.of(events(history, task));
    Confusion confusion = Confusion.NONE;
    Instant firstFault = null;
    long row = 0;
    try (CsvRecording recording = CsvRecording.open(task.file(), task.guess())) {
      for (var next = recording.next(); next != null; next = recording.next()) {
        if (row++ < fitRows) {
          continue;
        }
        Instant time = Instant.EPOCH.plus(next.timeMicros(), ChronoUnit.MICROS);
        confusion = confusion.plus(verdicts.activeAt(time), next.anomaly());
        if (next.anomaly() && firstFault == null) {
          firstFault = time;
        }
      }
    }
    String name = name(task.file());
    return new Judgement(
        name,
        task.guess().labelColumn() >= 0,
        Math.max(0, row - fitRows),
        confusion,
        verdicts,
        verdicts.delay(firstFault));
  }

  /** Folder and file: recordings of one plant often bear the same file name. */
  private static String name(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? null : parent.getFileName();
    return (folder == null ? "" : folder + "/") + file.getFileName();
  }
}
