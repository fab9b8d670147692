package io.linewatch.bench.faults.observation;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.central.feed.FeedCursor;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.server.ConsoleClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the live feed as a browser does: from a snapshot's cursor, and after every break from
 * where it stood. The thread {@code feed-tap} reads; any thread asks.
 */
public final class FeedTap implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;

  private final ConsoleClient console;
  private final RunClock clock;
  private final Sightings sightings = new Sightings();
  private final List<Redrawn> redrawn = new CopyOnWriteArrayList<>();
  private final AtomicInteger repeats = new AtomicInteger();
  private final Set<String> revisions = new HashSet<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable String failure;
  private String cursor;

  public FeedTap(ConsoleClient console, RunClock clock) throws IOException, InterruptedException {
    this.console = console;
    this.clock = clock;
    cursor = console.get("/api/feed").path("cursor").asText();
    thread = Thread.ofPlatform().name("feed-tap").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public Sightings sightings() {
    return sightings;
  }

  /** How often the feed could not go on from the cursor, and the page had to be drawn anew. */
  public int redraws() {
    return redrawn.size();
  }

  /**
   * What was told by a page drawn anew, and by no event of its own.
   *
   * @param log the alerts topic until now
   */
  Set<Transition> toldByPages(List<Redrawn.Logged> log) {
    Set<Transition> told = new HashSet<>();
    redrawn.forEach(page -> told.addAll(page.told(log)));
    return told;
  }

  /** Events that came though the cursor was past them. */
  public int repeats() {
    return repeats.get();
  }

  /** Why it stopped reading; null while it runs. */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try (Stream<String> lines = console.stream(cursor)) {
        read(lines.iterator());
      } catch (IOException | UncheckedIOException | StartFailed away) {
        // The centre is away; a browser tries again too.
        pause();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException defect) {
        failure = "the bench's own reader of the feed failed: " + defect;
        return;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Iterator<String> lines) throws IOException, InterruptedException {
    String id = cursor;
    String event = "";
    while (lines.hasNext() && !stopping) {
      String line = lines.next();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("data: ")) {
        if (event.equals("reset")) {
          redraw();
          return;
        }
        if (event.equals("alert")) {
          take(ConsoleClient.parse(line.substring(6)));
          cursor = id;
        }
      }
    }
    pause();
  }

  private void redraw() throws IOException, InterruptedException {
    JsonNode page = console.get("/api/feed");
    String next = page.path("cursor").asText();
    Map<String, Long> shown = new HashMap<>();
    page.path("alerts")
        .forEach(alert -> shown.put(alert.path("id").asText(), alert.path("revision").asLong()));
    redrawn.add(new Redrawn(FeedCursor.parse(cursor), FeedCursor.parse(next), shown));
    cursor = next;
  }

  private void take(JsonNode event) {
    Transition transition = clock.ofFeed(event);
    JsonNode alert = event.path("alert");
    if (!revisions.add(alert.path("id").asText() + "~" + alert.path("revision").asLong())) {
      repeats.incrementAndGet();
    } else if (transition != null) {
      sightings.add(transition);
    }
  }
}
