package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the packaged programs lie, and how they are called.
 *
 * @param repository root of the built source tree
 */
public record Programs(Path repository) {
  /** A packaged program and the heap it gets in the demo. */
  public enum Program {
    EDGE("edge-agent", "linewatch-edge", 192),
    CENTRAL("stream-processor", "linewatch-central", 320),
    MODELS("model-store/fit", "linewatch-models", 192),
    MQTT_BROKER("deploy/mqtt-broker", "linewatch-mqtt-broker", 128),
    STANDALONE("deploy/standalone", "linewatch-standalone", 256);

    private final String module;
    private final String command;
    private final int heapMegabytes;

    Program(String module, String command, int heapMegabytes) {
      this.module = module;
      this.command = command;
      this.heapMegabytes = heapMegabytes;
    }
  }

  /** Everything a short program said, and how it ended. */
  public record Output(int exitCode, String text) {
    /** The last line that is not blank: programs print their machine-readable result there. */
    public String lastLine() {
      return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }
  }

  public Path home(Program program) {
    return repository.resolve(program.module).resolve("target").resolve(program.command);
  }

  public Path script(Program program) {
    return home(program).resolve("bin").resolve(program.command);
  }

  public ChildProcess.Command command(Program program, String... arguments) {
    Path script = script(program);
    if (!Files.isExecutable(script)) {
      throw new StartFailed(script + " is missing. Run: mvn package -DskipTests");
    }
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(arguments));
    return new ChildProcess.Command(
        program.command,
        words,
        Map.of("LINEWATCH_JAVA", java(), "LINEWATCH_OPTS", options(program.heapMegabytes)));
  }

  /** Runs a program that ends by itself. */
  public Output run(Path folder, Program program, String... arguments)
      throws IOException, InterruptedException {
    ChildProcess.Command command = command(program, arguments);
    Path said = Files.createTempFile(folder, program.command, ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command.words())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(command.environment());
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new StartFailed(program.command + " did not end within 120 s");
      }
      return new Output(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /** Runs a program that must succeed. */
  public Output runOrFail(Path folder, Program program, String... arguments)
      throws IOException, InterruptedException {
    Output output = run(folder, program, arguments);
    if (output.exitCode() != 0) {
      throw new StartFailed(
          program.command
              + " "
              + String.join(" ", arguments)
              + " ended with code "
              + output.exitCode()
              + ":\n"
              + output.text().strip());
    }
    return output;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** All processes share one small machine: little heap, one thread collects. */
  static String options(int heapMegabytes) {
    return "-Xmx"
        + heapMegabytes
        + "m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=160m";
  }
}
