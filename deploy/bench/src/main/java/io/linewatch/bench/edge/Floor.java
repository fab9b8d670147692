package io.linewatch.bench.edge;

import io.linewatch.bench.floor.CountFile;
import io.linewatch.bench.floor.CountingSubscriber;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.ClassPath;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;

/** A subscriber that only counts, in a process with nothing else on its class path. */
record Floor(String line, ChildProcess process, Path countFile) implements Consumer {
  private static final Duration START = Duration.ofSeconds(30);
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx256m");

  /** Paho as its jar comes. */
  static Floor stock(BenchSystem bench, LoadBroker broker, String line, int qos)
      throws IOException, InterruptedException {
    String path = ClassPath.of(CountingSubscriber.class, MqttAsyncClient.class);
    return start(bench, broker, line, qos, CountingSubscriber.STOCK, path, "mqttv5");
  }

  /** With the agent's sockets and its packet reader, which stands in the agent's jar. */
  static Floor buffered(BenchSystem bench, LoadBroker broker, String line, int qos)
      throws IOException, InterruptedException {
    String path = ClassPath.of(CountingSubscriber.class, MqttOptions.class, MqttAsyncClient.class);
    return start(bench, broker, line, qos, CountingSubscriber.BUFFERED, path, "edge-agent");
  }

  private static Floor start(
      BenchSystem bench,
      LoadBroker broker,
      String line,
      int qos,
      String mode,
      String path,
      String readerFrom)
      throws IOException, InterruptedException {
    Path counts = bench.folder().resolve(line + ".count");
    ChildProcess child =
        bench.startJava(
            line,
            OPTIONS,
            path,
            CountingSubscriber.class.getName(),
            List.of(
                mode,
                Integer.toString(broker.port()),
                "factory/" + line + "/#",
                Integer.toString(qos),
                counts.toString()));
    Readiness.await(child, "subscribed", START, () -> bench.log(line).contains("subscribed"));
    if (!bench.log(line).contains(readerFrom)) {
      throw new StartFailed("the floor has another packet reader than it is named for: " + line);
    }
    return new Floor(line, child, counts);
  }

  @Override
  public long handled() throws IOException {
    return CountFile.read(countFile);
  }
}
