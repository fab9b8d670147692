package io.linewatch.bench.system;

import io.linewatch.bench.publish.BulkBroker;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The broker of a load: mosquitto where it is installed, because it is what plants use, else the
 * packaged HiveMQ. Both with queues that hold a whole burst: what is lost is then lost by who is
 * measured.
 *
 * @param name which broker it is, for the report
 */
public record LoadBroker(int port, String name) {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

  public static LoadBroker start(BenchSystem bench) throws Exception {
    int port = bench.freePort();
    if (Files.isExecutable(MOSQUITTO)) {
      mosquitto(bench, port);
      return new LoadBroker(port, "mosquitto");
    }
    SiteServer packaged = new LocalServerRoom(bench.state(), bench.programs()).mqtt(port);
    bench.teardown().add(packaged.name(), packaged).start();
    return new LoadBroker(port, "HiveMQ CE (figures of plants want mosquitto: install it)");
  }

  /** Passes messages on in blocks: no broker, but a load that no broker is the bound of. */
  public static LoadBroker bulk(BenchSystem bench) throws Exception {
    int port = bench.freePort();
    ChildProcess child =
        bench.startJava(
            "bulk-broker",
            List.of("-XX:+UseSerialGC", "-Xmx64m"),
            ClassPath.of(BulkBroker.class),
            BulkBroker.class.getName(),
            List.of(Integer.toString(port)));
    Readiness.awaitPort(child, port, Duration.ofSeconds(20));
    return new LoadBroker(port, "the bench's own, which passes messages on in blocks");
  }

  private static void mosquitto(BenchSystem bench, int port)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            bench.folder().resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 1000000
            max_inflight_messages 1000
            set_tcp_nodelay true
            """
                .formatted(port));
    ChildProcess child =
        bench.start(
            new ChildProcess.Command(
                "mosquitto", List.of(MOSQUITTO.toString(), "-c", config.toString()), Map.of()));
    Readiness.awaitPort(child, port, Duration.ofSeconds(20));
  }
}
