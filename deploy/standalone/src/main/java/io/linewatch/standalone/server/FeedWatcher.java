package io.linewatch.standalone.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the console's live feed as a page does: a snapshot, then the stream from its cursor. The
 * thread {@code feed} reads; one other thread asks.
 */
public final class FeedWatcher implements AutoCloseable {
  private static final int MAX_WAITING = 10_000;
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>(MAX_WAITING);
  private final Stream<String> stream;
  private final Thread reader;
  private volatile @Nullable String failure;

  public FeedWatcher(ConsoleClient console) throws IOException, InterruptedException {
    JsonNode snapshot = console.get("/api/feed");
    stream = console.stream(snapshot.path("cursor").asText());
    reader = Thread.ofPlatform().name("feed").daemon().start(this::read);
  }

  /** The next alert event that fits, or empty when none came in time. Others are passed over. */
  public Optional<JsonNode> await(Predicate<JsonNode> wanted, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long left = timeout.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      JsonNode event = events.poll(left, TimeUnit.NANOSECONDS);
      if (event != null && wanted.test(event)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  /** Why the stream ended; null while it runs. */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public void close() {
    reader.interrupt();
    stream.close();
  }

  private void read() {
    try {
      boolean[] alert = {false};
      stream.forEach(line -> {
        if (line.startsWith("event: ")) {
          alert[0] = line.equals("event: alert");
        } else if (line.startsWith("data: ") && alert[0]) {
          keep(line.substring(6));
        }
      });
      failure = "the feed's stream ended";
    } catch (RuntimeException e) {
      failure = "the feed's stream broke: " + e;
    }
  }

  private void keep(String json) {
    try {
      if (!events.offer(ConsoleClient.parse(json))) {
        throw new IllegalStateException("more than " + MAX_WAITING + " events wait");
      }
    } catch (IOException e) {
      throw new IllegalStateException("the feed sent what is not JSON: " + json, e);
    }
  }
}
