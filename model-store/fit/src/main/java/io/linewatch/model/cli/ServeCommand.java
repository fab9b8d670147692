package io.linewatch.model.cli;

import io.linewatch.model.server.ModelServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the store over HTTP, until the process is ended. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the store read-only over HTTP, on this machine alone.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final StoreOption store = new StoreOption();

  @Option(names = "--port", required = true, description = "Port; 0 for any free one.")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Loopback address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be 0 to 65535");
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (ModelServer server = ModelServer.start(store.open(), host, port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "shutdown"));
      PrintWriter out = command.commandLine().getOut();
      out.println("Serving models at http://" + host + ":" + server.port());
      out.flush();
      ended.await();
    }
    return 0;
  }
}
