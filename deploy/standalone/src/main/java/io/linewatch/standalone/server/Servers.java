package io.linewatch.standalone.server;

import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The three servers everything rests on. */
record Servers(SiteServer mqtt, SiteServer kafka, SiteServer postgres) {
  private static final long START_TIMEOUT_SECONDS = 180;

  static Servers in(ServerRoom room, Wiring wiring, String databasePassword) {
    Addresses at = wiring.servers();
    return new Servers(
        room.mqtt(at.mqtt()),
        room.kafka(at.kafka(), at.kafkaController(), wiring.kafkaDoors()),
        room.postgres(at.postgres(), databasePassword));
  }

  List<SiteServer> all() {
    return List.of(mqtt, kafka, postgres);
  }

  void start(Steps steps, Addresses at) throws Exception {
    Map<String, SiteServer> all = new LinkedHashMap<>();
    all.put("MQTT 5 broker on port " + at.mqtt(), mqtt);
    all.put("Kafka on port " + at.kafka(), kafka);
    all.put("PostgreSQL on port " + at.postgres(), postgres);
    startTogether(steps, all);
  }

  /** Starts several side by side; one step each, in the order given. */
  static void startTogether(Steps steps, Map<String, SiteServer> byStep) throws Exception {
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("starter-", 0).factory())) {
      Map<String, Future<SiteServer>> starting = new LinkedHashMap<>();
      byStep.forEach((step, server) -> starting.put(step, starters.submit(() -> started(server))));
      for (Map.Entry<String, Future<SiteServer>> one : starting.entrySet()) {
        steps.run(one.getKey(), () -> get(one.getValue()));
      }
    }
  }

  static void start(Steps steps, String step, SiteServer server) throws Exception {
    steps.run(step, () -> started(server));
  }

  private static SiteServer started(SiteServer server) throws Exception {
    server.start();
    return server;
  }

  private static SiteServer get(Future<SiteServer> future) throws Exception {
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
