package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A program of ours that serves until it is told to end.
 *
 * @param words its command line; files it names are written first
 * @param answersAt where it answers once it has started
 */
record PackagedProgram(
    StateFolder state, Programs programs, Programs.Program program, Words words, URI answersAt)
    implements LocalServer.Recipe {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  /** A command line, made anew for each start. */
  interface Words {
    List<String> get() throws IOException;
  }

  @Override
  public ChildProcess launch() throws IOException {
    String[] arguments = words.get().toArray(String[]::new);
    return ChildProcess.start(programs.command(program, arguments), state.root(), state.records());
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    Readiness.awaitHttp(child, answersAt, START_TIMEOUT);
  }
}
