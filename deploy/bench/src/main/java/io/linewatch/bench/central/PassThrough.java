package io.linewatch.bench.central;

import com.sun.net.httpserver.HttpServer;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.topology.StreamsRuntime;
import io.linewatch.central.topology.StreamsSettings;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The least that gives the centre's guarantees: bytes pass through Kafka Streams exactly once, with
 * the centre's own settings; one consumer of committed records copies them into tables like the
 * centre's, its offsets moved by compare-and-set in the same transaction; another keeps the newest
 * in memory, as the feed does. Nothing is verified, decoded, deduplicated or decided.
 */
@Command(name = "pass-through", hidden = true, description = "What central-load compares with.")
public final class PassThrough implements Callable<Integer> {
  static final String ALERTS = "bench.alerts";

  @Option(names = "--kafka", required = true)
  private String bootstrap;

  @Option(names = "--database", required = true)
  private String databaseUrl;

  @Option(names = "--user", required = true)
  private String user;

  @Option(names = "--password-file", required = true)
  private Path passwordFile;

  @Option(names = "--state", required = true)
  private Path state;

  @Option(names = "--port", required = true)
  private int port;

  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    Topology topology =
        new Topology()
            .addSource(
                AutoOffsetReset.earliest(),
                "findings",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Topics.FINDINGS.name())
            .addSink(
                "alerts", ALERTS, new ByteArraySerializer(), new ByteArraySerializer(), "findings");
    StreamsSettings settings =
        new StreamsSettings("bench", bootstrap, state, 1, (short) 1, Map.of());
    CountDownLatch stop = new CountDownLatch(1);
    String password = Files.readString(passwordFile).strip();
    try (HistoryDatabase database = HistoryDatabase.open(databaseUrl, user, password);
        StreamsRuntime streams = new StreamsRuntime(settings, topology, new SimpleMeterRegistry());
        PassSink sink = new PassSink(bootstrap, database.dataSource());
        PassFeed feed = new PassFeed(bootstrap)) {
      sink.start();
      streams.start();
      feed.start();
      HttpServer server = answer(feed);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> end(stop)));
      stop.await();
      server.stop(0);
    }
    ended.countDown();
    return 0;
  }

  /** On the shutdown's thread: the process lives until all is closed. */
  private void end(CountDownLatch stop) {
    stop.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpServer answer(PassFeed feed) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = Long.toString(feed.count()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
