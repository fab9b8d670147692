package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at every moment of an agent's life. Its writes and syncs are recorded with strace
 * (a process of its own); what {@link PowerCutModel} allows the disk to hold is opened again, and
 * {@link PowerCutOracle} says whether every promise is kept.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PowerCutTest {
  private static final int LEAST_CUTS = 300;
  private static final int DISKS_A_LINE = 1_000;

  @TempDir Path root;

  @Test
  void everyPromiseIsKeptWhereverThePowerGoes() throws Exception {
    int opened = cutEverywhere(20_261_130L, false, 600);
    assertThat(opened).isGreaterThan(LEAST_CUTS);
  }

  @Test
  @Tag("nightly")
  void everyPromiseIsKeptAtEveryCutOfTheModel() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(cutEverywhere(seed, true, Integer.MAX_VALUE)).isGreaterThan(5 * LEAST_CUTS);
    }
  }

  private int cutEverywhere(long seed, boolean everySector, int most) throws Exception {
    List<FileEvent> events = record(seed);
    int possible = 0;
    PowerCutModel counting = new PowerCutModel(seed, everySector);
    for (FileEvent event : events) {
      counting.step(event);
      possible += counting.cuts(event).size();
    }
    Random drawn = new Random(seed);
    PowerCutModel model = new PowerCutModel(seed, everySector);
    PowerCutOracle oracle = new PowerCutOracle();
    Map<String, Integer> seen = new HashMap<>();
    Map<String, Integer> opened = new TreeMap<>();
    int number = 0;
    for (FileEvent event : events) {
      number++;
      model.step(event);
      if (event instanceof FileEvent.Note(String text)) {
        oracle.hear(text);
      }
      for (var cut : model.cuts(event).entrySet()) {
        if (drawn.nextInt(possible) >= most) {
          continue;
        }
        Map<String, byte[]> disk = cut.getValue().get();
        Integer before = seen.put(digest(disk), oracle.notes());
        if (before == null || before != oracle.notes()) {
          opened.merge(cut.getKey().replaceAll(": .*| at .*", ""), 1, Integer::sum);
          open(disk, oracle, "cut after event " + number + ", " + cut.getKey());
          tell(seed, number, events.size(), opened.values());
        }
      }
    }
    int sum = opened.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "power cut, seed %d: %d changes, syncs and promises; %d cuts, %d different disks opened: %s%n",
        seed, events.size(), possible, sum, opened);
    return sum;
  }

  /** The whole of the model takes long: whoever waits sees how far it is. */
  private static void tell(long seed, int event, int events, Collection<Integer> opened) {
    int sum = opened.stream().mapToInt(Integer::intValue).sum();
    if (sum % DISKS_A_LINE == 0) {
      System.out.printf(
          "power cut, seed %d: event %d of %d, %d disks opened%n", seed, event, events, sum);
    }
  }

  private void open(Map<String, byte[]> disk, PowerCutOracle oracle, String where)
      throws Exception {
    Path folder = Files.createDirectory(root.resolve("cut"));
    for (Map.Entry<String, byte[]> file : disk.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    try {
      oracle.check(folder);
    } catch (AssertionError | Exception e) {
      throw new AssertionError(where + ": " + e, e);
    } finally {
      delete(folder);
    }
  }

  private List<FileEvent> record(long seed) throws Exception {
    assumeTrue(straceWorks(), "strace is missing or may not trace here: apt-get install strace");
    Path place = Files.createDirectory(root.resolve("seed-" + seed)).toRealPath();
    Path folder = Files.createDirectory(place.resolve("state"));
    Path notes = place.resolve("notes");
    Path trace = place.resolve("trace");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "1048576", "-o"));
    command.addAll(List.of(trace.toString(), "-e", "trace=" + SystemCallTrace.CALLS));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PowerCutScenario.class.getName());
    command.addAll(List.of(folder.toString(), notes.toString(), Long.toString(seed)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the scenario ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(place.resolve("output"))).isZero();
    List<FileEvent> events = SystemCallTrace.read(trace, folder, notes);
    assertThat(events.stream().filter(FileEvent.Note.class::isInstance).map(Object::toString))
        .as("what has to happen in the scenario")
        .anyMatch(note -> note.contains("disk full"))
        .anyMatch(note -> note.contains("stored 2"))
        .anyMatch(note -> note.contains("settled series"))
        .anyMatch(note -> note.contains("damage"));
    return events;
  }

  private static boolean straceWorks() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("strace", "--seccomp-bpf", "-f", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .start();
      boolean works = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
      if (!works && System.getenv("LINEWATCH_REQUIRE_STRACE") != null) {
        throw new AssertionError("strace has to work here");
      }
      return works;
    } catch (IOException e) {
      if (System.getenv("LINEWATCH_REQUIRE_STRACE") != null) {
        throw new AssertionError("strace has to be here", e);
      }
      return false;
    }
  }

  private static String digest(Map<String, byte[]> disk) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    disk.forEach((name, bytes) -> {
      byte[] head =
          (name + "|" + bytes.length + "|").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      one.update(head);
      other.update(head);
      one.update(bytes);
      other.update(bytes);
    });
    return one.getValue() + "-" + other.getValue();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
