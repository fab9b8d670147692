package io.linewatch.bench.central;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Teardown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A program under load: started and stopped many times, asked over HTTP. One thread. */
final class BenchProgram implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  private final ChildProcess.Command command;
  private final StateFolder state;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ChildProcess child;

  /**
   * @param address where it answers
   */
  BenchProgram(ChildProcess.Command command, StateFolder state, URI address, Teardown teardown) {
    this.command = command;
    this.state = state;
    this.address = address;
    teardown.add(command.name(), this);
  }

  /** Starts it and does not wait: work may be done before it answers. */
  void start() {
    child = ChildProcess.start(command, state.root(), state.records());
  }

  /** Waits, bounded, until it answers. */
  void awaitReady() throws IOException, InterruptedException {
    if (child == null) {
      throw new IllegalStateException(command.name() + " was never started");
    }
    Readiness.awaitHttp(child, address, START_TIMEOUT);
  }

  void stop() {
    if (child != null) {
      child.stop();
    }
  }

  long pid() {
    if (child == null) {
      throw new IllegalStateException(command.name() + " was never started");
    }
    return child.pid();
  }

  /** Body of the answer at a path; waits, bounded, until there is one. */
  String get(String path) throws IOException, InterruptedException {
    awaitReady();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
