package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The three servers everything rests on, started side by side. */
public record Servers(ChildProcess mqtt, ChildProcess kafka, PostgresServer.Running postgres) {
  private static final long START_TIMEOUT_SECONDS = 180;

  public static Servers start(
      StateFolder state,
      Programs programs,
      Addresses at,
      String databasePassword,
      Steps steps,
      Teardown teardown)
      throws Exception {
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("starter-", 0).factory())) {
      Future<PostgresServer.Running> postgres =
          starters.submit(() -> startPostgres(state, at, databasePassword, teardown));
      Future<ChildProcess> kafka = starters.submit(() -> startKafka(state, at, teardown));
      Future<ChildProcess> mqtt =
          starters.submit(
              () -> teardown.add("MQTT broker", MqttServer.start(state, programs, at.mqtt())));
      return new Servers(
          steps.run("MQTT 5 broker on port " + at.mqtt(), () -> get(mqtt)),
          steps.run("Kafka on port " + at.kafka(), () -> get(kafka)),
          steps.run("PostgreSQL on port " + at.postgres(), () -> get(postgres)));
    }
  }

  public static ChildProcess startKafka(StateFolder state, Addresses at, Teardown teardown)
      throws Exception {
    return teardown.add("Kafka", KafkaServer.start(state, at.kafka(), at.kafkaController()));
  }

  private static PostgresServer.Running startPostgres(
      StateFolder state, Addresses at, String password, Teardown teardown) throws Exception {
    PostgresServer.Running running = PostgresServer.start(state, at.postgres(), password);
    teardown.add("PostgreSQL", running.child());
    return running;
  }

  /** Runs several things side by side and waits for all. */
  public static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(workers.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(get(future));
      }
      return results;
    }
  }

  /** Waits for a server or program that was asked to start. */
  static <T> T get(Future<T> future) throws Exception {
    try {
      return future.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailed failed) {
        throw failed;
      }
      throw new StartFailed("a server could not start: " + e.getCause(), e);
    }
  }
}
