package io.linewatch.edge.cli;

import io.linewatch.domain.config.Problem;
import io.linewatch.edge.config.EdgeConfigFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at a configuration and says everything that is wrong with it. */
@Command(name = "check", description = "Checks a configuration and the files it names.")
final class CheckCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, paramLabel = "FILE", description = "edge.yaml")
  private Path config;

  @Override
  public Integer call() {
    EdgeConfigFile.Result result = EdgeConfigFile.read(config);
    if (result.loaded() == null) {
      print(config, result);
      return LinewatchEdge.EXIT_CONFIG;
    }
    System.out.println(config + " is right: gateway " + result.loaded().config().gateway());
    return 0;
  }

  static void print(Path config, EdgeConfigFile.Result result) {
    System.err.println(config + " has " + result.problems().size() + " problem(s):");
    for (Problem problem : result.problems()) {
      System.err.println("  " + problem);
    }
  }
}
