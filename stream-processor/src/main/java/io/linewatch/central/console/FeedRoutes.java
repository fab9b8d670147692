package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feed.FeedCursor;
import io.linewatch.central.feed.FeedItem;
import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.feed.FeedItem.GatewayItem;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feed.FeedSubscriber;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live feed: a snapshot, and a stream that goes on exactly where the snapshot ends. */
public final class FeedRoutes implements RouteGroup {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long to look for an item before looking whether the client was dropped. */
  private static final Duration TAKE = Duration.ofSeconds(1);

  private final FeedLog feed;
  private final HistoryReader history;
  private final InstantSource clock;

  /** What was written last: all clients get the same, each soon after the other. */
  private volatile @Nullable Written lastWritten;

  public FeedRoutes(FeedLog feed, HistoryReader history, InstantSource clock) {
    this.feed = feed;
    this.history = history;
    this.clock = clock;
  }

  private record Written(int partition, long offset, String json) {
    boolean isOf(AlertItem item) {
      return partition == item.partition() && offset == item.offset();
    }
  }

  record Snapshot(List<AlertView> alerts, String cursor, Instant now) {}

  record LiveEvent(
      AlertView alert, Transition transition, Instant time, @Nullable String actor, String text) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/feed", access.allow(Role.VIEWER, this::snapshot));
    routes.get("/api/feed/stream", access.allow(Role.VIEWER, ctx -> stream(ctx, access)));
  }

  private void snapshot(Context ctx) {
    FeedLog.View view = feed.view(history::openAlerts);
    ConsoleJson.reply(
        ctx,
        new Snapshot(
            view.alerts().stream().map(AlertView::of).toList(),
            view.cursor().toString(),
            clock.instant()));
  }

  private void stream(Context ctx, Access access) throws IOException, InterruptedException {
    String resumed = ctx.header("Last-Event-ID");
    String asked = resumed == null ? ctx.queryParam("cursor") : resumed;
    FeedCursor cursor = FeedCursor.parse(asked == null ? "" : asked);
    ctx.res().setContentType("text/event-stream; charset=utf-8");
    ctx.res().setHeader("X-Accel-Buffering", "no");
    OutputStream out = ctx.res().getOutputStream();
    FeedSubscriber subscriber = feed.subscribe(cursor).orElse(null);
    if (subscriber == null) {
      write(out, "event: reset\ndata: {}\n\n");
      return;
    }
    try {
      write(out, "retry: 2000\nid: " + cursor + "\nevent: hello\ndata: {}\n\n");
      follow(ctx, access, subscriber, out);
    } catch (IOException e) {
      // The client left; it comes back with its cursor.
    } finally {
      feed.unsubscribe(subscriber);
    }
  }

  private void follow(Context ctx, Access access, FeedSubscriber subscriber, OutputStream out)
      throws IOException, InterruptedException {
    Instant lastWrite = clock.instant();
    while (!subscriber.isDropped()) {
      FeedItem item = subscriber.take(TAKE);
      if (item != null) {
        write(out, event(item, subscriber.cursor()));
        lastWrite = clock.instant();
      } else if (Duration.between(lastWrite, clock.instant()).compareTo(HEARTBEAT) >= 0) {
        if (access.sessionUser(ctx).isEmpty()) {
          return; // logged out elsewhere, or the session is over
        }
        write(out, "event: beat\ndata: {}\n\n");
        lastWrite = clock.instant();
      }
    }
  }

  private String event(FeedItem item, FeedCursor cursor) {
    return switch (item) {
      case AlertItem alert -> "id: " + cursor + "\nevent: alert\ndata: " + json(alert) + "\n\n";
      case GatewayItem gateway ->
          "event: gateway\ndata: " + ConsoleJson.write(gateway.status()) + "\n\n";
    };
  }

  private String json(AlertItem item) {
    Written last = lastWritten;
    if (last == null || !last.isOf(item)) {
      AlertEvent event = item.event();
      LiveEvent live =
          new LiveEvent(
              AlertView.of(event.alert()),
              event.transition(),
              event.time(),
              event.actor(),
              event.text());
      last = new Written(item.partition(), item.offset(), ConsoleJson.write(live));
      lastWritten = last;
    }
    return last.json();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
