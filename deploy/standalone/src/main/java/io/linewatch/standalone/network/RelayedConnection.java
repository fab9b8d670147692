package io.linewatch.standalone.network;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client's connection and the one made for it to the server. */
final class RelayedConnection {
  private final Socket client;
  private final Socket server;
  private final List<Pipe> pipes;
  private final Consumer<RelayedConnection> afterwards;
  private final AtomicInteger working = new AtomicInteger();
  private final List<Thread> threads;

  /** Something a pipe does until its end. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /**
   * @param afterwards called once or more often when it is over
   */
  RelayedConnection(
      Socket client, Socket server, List<Pipe> pipes, Consumer<RelayedConnection> afterwards) {
    this.client = client;
    this.server = server;
    this.pipes = List.copyOf(pipes);
    this.afterwards = afterwards;
    this.threads =
        pipes.stream()
            .flatMap(pipe -> List.of(thread(pipe::read), thread(pipe::write)).stream())
            .toList();
    working.set(threads.size());
  }

  void start() {
    threads.forEach(Thread::start);
  }

  boolean isLossy() {
    return pipes.stream().anyMatch(Pipe::isLossy);
  }

  /** Ends both sides without a goodbye: they see a reset. */
  void reset() {
    TcpRelay.reset(client);
    TcpRelay.reset(server);
    threads.forEach(Thread::interrupt);
    afterwards.accept(this);
  }

  private Thread thread(Work work) {
    return Thread.ofVirtual()
        .name("relay")
        .unstarted(() -> {
          try {
            work.run();
            if (working.decrementAndGet() == 0) {
              // Both have said goodbye, and both goodbyes have arrived.
              client.close();
              server.close();
              afterwards.accept(this);
            }
          } catch (IOException e) {
            // One side is gone; the other one learns it.
            reset();
          } catch (InterruptedException e) {
            // The relay ended the connection.
            Thread.currentThread().interrupt();
          }
        });
  }
}
