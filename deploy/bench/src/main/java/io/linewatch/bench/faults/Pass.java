package io.linewatch.bench.faults;

import io.linewatch.bench.faults.observation.FeedTap;
import io.linewatch.bench.faults.observation.HistoryTap;
import io.linewatch.bench.faults.observation.KafkaTap;
import io.linewatch.bench.faults.observation.Repeats;
import io.linewatch.bench.faults.observation.RunClock;
import io.linewatch.bench.faults.stream.RecordedStream;
import io.linewatch.bench.faults.stream.SensorGateway;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LocalSystem;
import java.nio.file.Files;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One time that the stream is sent, and all places where one sees what comes of it. */
final class Pass implements AutoCloseable {
  private final Teardown teardown = new Teardown();
  private final SensorGateway sensors;
  private final KafkaTap tap;
  private final FeedTap feed;
  private final HistoryTap history;

  /**
   * @param base what the stream's times count from
   * @param speed stream seconds a second
   */
  Pass(
      LocalSystem system,
      ConsoleClient console,
      GatewayKey key,
      RecordedStream stream,
      Instant base,
      double speed)
      throws Exception {
    RunClock clock = new RunClock(base);
    String password = Files.readString(system.state().root().resolve("db.password")).strip();
    tap =
        teardown.add(
            "tap", new KafkaTap(system.addresses().kafkaBootstrap(), clock, new Repeats(key)));
    feed = teardown.add("feed", new FeedTap(console, clock));
    history = new HistoryTap(system.databaseUrl(), password, clock);
    String broker = "tcp://127.0.0.1:" + system.addresses().mqtt();
    sensors = teardown.add("sensors", new SensorGateway(broker, stream, base, speed));
  }

  void start() {
    tap.start();
    feed.start();
    sensors.start();
  }

  SensorGateway sensors() {
    return sensors;
  }

  KafkaTap tap() {
    return tap;
  }

  FeedTap feed() {
    return feed;
  }

  HistoryTap history() {
    return history;
  }

  /**
   * @throws StartFailed when the bench itself can see or send nothing any more
   */
  void requireAlive() {
    for (@Nullable String failure :
        new @Nullable String[] {sensors.failure(), tap.failure(), feed.failure()}) {
      if (failure != null) {
        throw new StartFailed(failure);
      }
    }
  }

  @Override
  public void close() {
    teardown.close();
  }
}
