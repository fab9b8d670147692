package io.linewatch.bench.visual;

import io.linewatch.bench.measure.Median;
import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.model.onnx.PictureRunner;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a graph of pictures costs by one thread, in a process of its own, so that its memory is that
 * of nothing else.
 *
 * @param milliseconds a picture, the median
 * @param peakMebibytes of the process, Java and graph together
 */
record GraphCost(double milliseconds, double peakMebibytes) {
  private static final int ROUNDS = 5;

  /**
   * @param scales the graph's inputs
   * @throws IOException when the process fails, with what it said
   */
  static GraphCost of(byte[] onnx, List<VisualSpec.Scale> scales)
      throws IOException, InterruptedException {
    Path graph = Files.createTempFile("linewatch-graph", ".onnx");
    try {
      Files.write(graph, onnx);
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx384m",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  GraphCost.class.getName(),
                  graph.toString()));
      for (VisualSpec.Scale scale : scales) {
        command.add(scale.input() + ":" + scale.width() + ":" + scale.height());
      }
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("the graph's process ended with an error: " + said.strip());
      }
      String[] figures = said.strip().lines().toList().getLast().split(" ", -1);
      return new GraphCost(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    } finally {
      Files.delete(graph);
    }
  }

  /** The process: a graph's file, and name, width and height of each input. */
  public static void main(String[] arguments) throws Exception {
    List<VisualSpec.Scale> scales = new ArrayList<>();
    List<PicturePreparation.Input> inputs = new ArrayList<>();
    for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      String[] parts = argument.split(":", -1);
      VisualSpec.Scale scale =
          new VisualSpec.Scale(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      scales.add(scale);
      inputs.add(
          new PicturePreparation.Input(scale.width(), scale.height(), new float[scale.floats()]));
    }
    List<Double> milliseconds = new ArrayList<>();
    try (PictureRunner runner =
        new PictureRunner(Files.readAllBytes(Path.of(arguments[0])), scales)) {
      for (int round = 0; round <= ROUNDS; round++) {
        long from = System.nanoTime();
        runner.run(inputs);
        // The first one takes its memory.
        if (round > 0) {
          milliseconds.add((System.nanoTime() - from) / 1e6);
        }
      }
    }
    ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());
    System.out.println(Median.of(milliseconds) + " " + usage.peakRssMebibytes());
  }
}
