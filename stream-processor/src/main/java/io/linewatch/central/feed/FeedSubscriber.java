package io.linewatch.central.feed;

import io.linewatch.central.feed.FeedItem.AlertItem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One live client's place in the feed. {@code offer} is called under the log's lock; {@code take}
 * by the client's own thread. A client that does not keep up is dropped; it comes back with its
 * cursor.
 */
public final class FeedSubscriber {
  static final int MAX_WAITING = 512;

  private final ArrayDeque<FeedItem> backlog;
  private final BlockingQueue<FeedItem> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final FeedCursor start;
  private FeedCursor cursor;
  private volatile boolean dropped;

  FeedSubscriber(FeedCursor start, List<AlertItem> backlog) {
    this.start = start;
    this.cursor = start;
    this.backlog = new ArrayDeque<>(backlog);
  }

  /** Returns false when the client is too slow and must be dropped. */
  boolean offer(FeedItem item) {
    if (item instanceof AlertItem alert && alert.offset() < start.at(alert.partition())) {
      return true; // the snapshot the client began with had it already
    }
    if (!waiting.offer(item)) {
      dropped = true;
      return false;
    }
    return true;
  }

  FeedCursor start() {
    return start;
  }

  void drop() {
    dropped = true;
  }

  /** The next item, or null after {@code wait}. */
  public @Nullable FeedItem take(Duration wait) throws InterruptedException {
    FeedItem item = backlog.poll();
    if (item == null) {
      item = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (item instanceof AlertItem alert) {
      cursor = cursor.after(alert.partition(), alert.offset());
    }
    return item;
  }

  /** The cursor after the last item taken. */
  public FeedCursor cursor() {
    return cursor;
  }

  public boolean isDropped() {
    return dropped;
  }
}
