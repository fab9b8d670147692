package io.linewatch.bench.pipeline;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.domain.signal.SignalFault;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.Settlement;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pipeline}: messages made in memory go through the agent's pipeline into a real outbox,
 * whose rows are settled as if Kafka had them. No broker and no network: what is left is the
 * agent's own cost, by thread.
 */
@Command(name = "pipeline", description = "CPU time of the agent's pipeline for one message.")
public final class PipelineBench implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  @Option(names = "--channels", split = ",", defaultValue = "100,10000,100000")
  private List<Integer> channels = List.of();

  @Option(
      names = "--values",
      defaultValue = "1",
      description = "values in one message; 1: one channel a message, else all of an asset")
  private int values;

  @Option(names = "--models", description = "one window model on every asset")
  private boolean models;

  @Option(
      names = "--watch",
      split = ",",
      description =
          "faults of the signal that every channel is watched for, such as flat-line,drop-out; all:"
              + " every one but those between channels")
  private List<String> watch = List.of();

  @Option(names = "--record", description = "every channel is recorded to files meanwhile")
  private boolean record;

  @Option(names = "--qos", defaultValue = "0")
  private int qos;

  @Option(names = "--lanes", defaultValue = "1")
  private int lanes;

  @Option(
      names = "--rate",
      defaultValue = "200000",
      description = "messages a second of event time")
  private int rate;

  @Option(names = "--seconds", defaultValue = "10")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  private volatile long nowMicros;

  @Override
  public Integer call() throws IOException, InterruptedException, ModelRefused {
    BenchReport report = new BenchReport("pipeline", seed);
    for (int count : channels) {
      report.row(measure(count));
    }
    report.print(System.out);
    return 0;
  }

  private Map<String, Object> measure(int count)
      throws IOException, InterruptedException, ModelRefused {
    int perAsset = values > 1 ? values : 10;
    MadeLine line = new MadeLine(Math.max(1, count / perAsset), perAsset, values > 1, watched());
    Path folder = Files.createTempDirectory("linewatch-pipeline");
    MadeModel model = models ? MadeModel.fit(line, period(line), folder, new Random(seed)) : null;
    nowMicros = 0;
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HandFedIntake intake = new HandFedIntake();
    OutboxSettings settings =
        OutboxSettings.of(MadeLine.GATEWAY, Files.createDirectories(folder), 1L << 30);
    try (Outbox outbox = Outbox.open(settings, _ -> {}, metrics, () -> Payloads.time(nowMicros));
        EdgePipeline pipeline =
            new EdgePipeline(
                new EdgePipeline.Settings(MadeLine.GATEWAY, lanes, folder.resolve("state")),
                DurableOutput.of(outbox),
                List.of(intake),
                (_, digest) -> stored(model, digest),
                metrics,
                () -> Payloads.time(nowMicros))) {
      List<String> problems = pipeline.apply(line.desired(model == null ? null : model.digest()));
      if (!problems.isEmpty()) {
        throw new IllegalStateException(String.join("; ", problems));
      }
      LineRecorder recorder =
          record
              ? LineRecorder.open(
                  line.desired(null), folder, metrics, () -> Payloads.time(nowMicros))
              : null;
      if (recorder != null) {
        pipeline.recordTo(recorder.tap());
      }
      pipeline.start();
      Thread sender = Thread.ofPlatform().name("sender").daemon().start(() -> settle(outbox));
      try {
        return feed(line, pipeline, intake, recorder);
      } finally {
        sender.interrupt();
        sender.join();
        if (recorder != null) {
          recorder.close();
        }
      }
    }
  }

  private List<SignalFault> watched() {
    List<SignalFault> known =
        Arrays.stream(SignalFault.values())
            .filter(fault -> fault != SignalFault.INCONSISTENT_WITH)
            .toList();
    List<String> tags = known.stream().map(SignalFault::tag).toList();
    for (String word : watch) {
      if (!word.equals("all") && !tags.contains(word)) {
        throw new IllegalArgumentException("--watch knows all, or of " + tags + ", not " + word);
      }
    }
    return known.stream()
        .filter(fault -> watch.contains("all") || watch.contains(fault.tag()))
        .toList();
  }

  private static io.linewatch.model.format.ModelPackage stored(
      @Nullable MadeModel model, String digest) throws IOException, ModelRefused {
    if (model == null) {
      throw new ModelRefused("no model was fitted");
    }
    return model.store().load(digest);
  }

  /** How often one channel speaks, in event time. */
  private Duration period(MadeLine line) {
    return Duration.ofNanos(line.topics().length * 1_000_000L / rate * 1_000);
  }

  private Map<String, Object> feed(
      MadeLine line, EdgePipeline pipeline, HandFedIntake intake, @Nullable LineRecorder recorder)
      throws InterruptedException {
    Map<String, Object> row = new LinkedHashMap<>();
    Thread feeder =
        Thread.ofPlatform()
            .name("feeder")
            .start(() -> {
              try {
                Map<String, Double> before = recorder == null ? Map.of() : recorder.counts();
                measure(line, pipeline, intake, row);
                if (recorder != null) {
                  recorder
                      .counts()
                      .forEach((name, n) -> row.put(name, n - before.getOrDefault(name, 0.0)));
                }
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    feeder.join();
    return row;
  }

  private void measure(
      MadeLine line, EdgePipeline pipeline, HandFedIntake intake, Map<String, Object> row)
      throws InterruptedException {
    String[] topics = line.topics();
    Payloads payloads = new Payloads(line, new Random(seed));
    long sent = send(topics, payloads, intake, 0, WARM_UP);
    awaitDecided(line, pipeline, sent);
    ThreadCosts before = ThreadCosts.now();
    Map<String, Long> countsBefore = pipeline.counts();
    long began = System.nanoTime();
    long total = send(topics, payloads, intake, sent, Duration.ofSeconds(seconds));
    awaitDecided(line, pipeline, total);
    double elapsed = (System.nanoTime() - began) / 1e9;
    ThreadCosts used = ThreadCosts.now().since(before);
    double messages = total - sent;
    row.put("channels", line.assets() * line.channels());
    row.put("watched faults", line.watched().size());
    row.put("bytes", payloads.bytes());
    row.put("messages/s", messages / elapsed);
    row.put("µs CPU/message", used.totalNanos() / 1e3 / messages);
    used.nanosByRole().forEach((role, nanos) -> row.put("µs " + role, nanos / 1e3 / messages));
    row.put("bytes allocated/message", used.allocatedBytes() / messages);
    for (String count : new String[] {"readings", "scores", "series-blocks", "shed"}) {
      row.put(
          count, pipeline.counts().getOrDefault(count, 0L) - countsBefore.getOrDefault(count, 0L));
    }
  }

  private long send(
      String[] topics, Payloads payloads, HandFedIntake intake, long from, Duration lasting)
      throws InterruptedException {
    long until = System.nanoTime() + lasting.toNanos();
    long number = from;
    while (number % 256 != 0 || System.nanoTime() < until) {
      long micros = number * 1_000_000 / rate;
      if (number % 64 == 0) {
        nowMicros = micros;
      }
      byte[] payload = payloads.make(number, micros);
      intake.take(topics[(int) (number % topics.length)], payload, Payloads.time(nowMicros), qos);
      number++;
    }
    return number;
  }

  private void awaitDecided(MadeLine line, EdgePipeline pipeline, long sent)
      throws InterruptedException {
    long readings = sent * (line.bundled() ? line.channels() : 1);
    for (int i = 0; i < 1_000 && decided(line, pipeline) < readings; i++) {
      Thread.sleep(10);
    }
    if (decided(line, pipeline) != readings) {
      throw new IllegalStateException(
          "of " + readings + " readings " + decided(line, pipeline) + " were decided");
    }
  }

  private static long decided(MadeLine line, EdgePipeline pipeline) {
    Map<String, Long> counts = pipeline.counts();
    return counts.getOrDefault("readings", 0L)
        + counts.getOrDefault("shed", 0L) * (line.bundled() ? line.channels() : 1);
  }

  private static void settle(Outbox outbox) {
    try {
      while (true) {
        List<OutboxRow> rows = outbox.waiting(500, 1 << 20);
        if (rows.isEmpty()) {
          outbox.awaitNews(Duration.ofMillis(200));
        } else {
          List<Long> sent = rows.stream().map(OutboxRow::sequence).toList();
          outbox.settle(new Settlement(sent, Map.of(), Map.of()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException refused) {
      throw new java.io.UncheckedIOException(refused);
    }
  }
}
