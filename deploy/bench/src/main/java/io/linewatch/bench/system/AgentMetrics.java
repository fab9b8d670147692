package io.linewatch.bench.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The agent's own counters, as its status page gives them. One thread. */
public final class AgentMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param port of its status page on loopback
   */
  public AgentMetrics(int port) {
    this.address = URI.create("http://127.0.0.1:" + port + "/");
  }

  URI address() {
    return address;
  }

  /** One look at all counters. */
  public record Counts(String text) {
    /** Sum over all labels of a metric by its name on the page; 0 when it is not there. */
    public long sum(String name) {
      return Math.round(
          text.lines()
              .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum());
    }

    /** Readings that were decided. */
    public long readings() {
      return sum("linewatch_edge_readings_total");
    }

    /** QoS 0 messages dropped because their lane was full. */
    public long shed() {
      return sum("linewatch_edge_messages_shed_total");
    }

    public long scores() {
      return sum("linewatch_edge_scores_total");
    }

    public long findings() {
      return sum("linewatch_edge_findings_total");
    }
  }

  public Counts counts() throws IOException, InterruptedException {
    return new Counts(get("metrics").body());
  }

  /** Rows that wait for Kafka. */
  public long outboxRows() throws IOException, InterruptedException {
    return JSON.readTree(get("health").body()).path("outboxRows").asLong();
  }

  /** Whether it is connected, subscribed and runs on its desired state. */
  public boolean ready() throws InterruptedException {
    try {
      String health = get("health").body();
      return health.contains("\"appliedRevision\":1")
          && !health.contains("source")
          && counts().sum("linewatch_edge_intake_connected") == 1;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).GET().build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
