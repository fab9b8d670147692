package io.linewatch.central.feed;

import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.history.FeedSnapshot;
import io.linewatch.domain.alert.Alert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The recent alert events, and everyone who listens. One lock guards all of it, so that a client is
 * either handed an event as backlog or offered it live, never both and never neither.
 *
 * <p>{@code floor} says, for every partition, from which offset on everything is in the ring. What
 * is older is served by PostgreSQL: its open alerts are true at exactly the offsets it names, and
 * the events between those and the ring's end are laid over them.
 */
public final class FeedLog {
  public static final int DEFAULT_CAPACITY = 20_000;
  public static final int MAX_CLIENTS = 500;

  private final int capacity;
  private final ArrayDeque<AlertItem> ring = new ArrayDeque<>();
  private final Map<Integer, Long> floor = new HashMap<>();
  private final Map<Integer, Long> end = new HashMap<>();
  private final Set<FeedSubscriber> subscribers = new LinkedHashSet<>();
  private long droppedClients;
  private long refusedClients;

  public FeedLog(int capacity) {
    this.capacity = capacity;
  }

  /** The snapshot for a page, and where its stream goes on. */
  public record View(List<Alert> alerts, FeedCursor cursor) {}

  /**
   * Reading of a partition begins here. Whoever joined before that, from an older place, would
   * never be offered what lies between: it is dropped, and takes a new snapshot when it comes back.
   *
   * @param nothingOlder whether the topic holds nothing older, so that even a cursor of 0 is served
   */
  public synchronized void startAt(int partition, long offset, boolean nothingOlder) {
    floor.putIfAbsent(partition, nothingOlder ? 0 : offset);
    end.merge(partition, offset, Math::max);
    subscribers.removeIf(subscriber -> {
      boolean misses = !covers(subscriber.start());
      if (misses) {
        subscriber.drop();
      }
      return misses;
    });
  }

  /** An event was read; repetitions (after the reader reconnected) are ignored. */
  public synchronized void append(AlertItem item) {
    if (item.offset() < end.getOrDefault(item.partition(), 0L)) {
      return;
    }
    end.put(item.partition(), item.offset() + 1);
    floor.putIfAbsent(item.partition(), item.offset());
    ring.addLast(item);
    while (ring.size() > capacity) {
      AlertItem evicted = ring.removeFirst();
      floor.merge(evicted.partition(), evicted.offset() + 1, Math::max);
    }
    broadcast(item);
  }

  /** Offers an item to every client; drops those that are too slow. */
  public synchronized void broadcast(FeedItem item) {
    subscribers.removeIf(subscriber -> {
      boolean slow = !subscriber.offer(item);
      droppedClients += slow ? 1 : 0;
      return slow;
    });
  }

  /**
   * Joins the stream at a cursor.
   *
   * @return empty when the ring does not reach back that far, or there are too many clients: the
   *     client must take a new snapshot
   */
  public synchronized Optional<FeedSubscriber> subscribe(FeedCursor cursor) {
    if (!covers(cursor) || subscribers.size() >= MAX_CLIENTS) {
      refusedClients++;
      return Optional.empty();
    }
    FeedSubscriber subscriber = new FeedSubscriber(cursor, since(cursor));
    subscribers.add(subscriber);
    return Optional.of(subscriber);
  }

  public synchronized void unsubscribe(FeedSubscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** Ends every client's stream; they come back by themselves, to this or another instance. */
  public synchronized void dropAll() {
    subscribers.forEach(FeedSubscriber::drop);
    subscribers.clear();
  }

  /**
   * Open alerts and the cursor they are true at.
   *
   * @param history reads open alerts and their offsets in one transaction; called outside the lock
   */
  public View view(Supplier<FeedSnapshot> history) {
    FeedSnapshot base = history.get();
    FeedCursor cursor = FeedCursor.of(base.nextOffsets());
    synchronized (this) {
      if (!covers(cursor)) {
        return new View(base.alerts(), cursor); // history lags by more than the ring holds
      }
      Map<String, Alert> open = new LinkedHashMap<>();
      base.alerts().forEach(alert -> open.put(alert.id(), alert));
      for (AlertItem item : since(cursor)) {
        Alert alert = item.event().alert();
        if (isShown(alert)) {
          open.put(alert.id(), alert);
        } else {
          open.remove(alert.id());
        }
      }
      return new View(List.copyOf(open.values()), cursor.latest(end));
    }
  }

  /** Whether the feed lists an alert: something is left to do, or a flag must stay visible. */
  public static boolean isShown(Alert alert) {
    return !alert.isForgettable();
  }

  /** The newest state of an alert that moved lately; history knows the others. */
  public synchronized Optional<Alert> latest(String alertId) {
    Alert found = null;
    for (AlertItem item : ring) {
      if (item.event().alert().id().equals(alertId)) {
        found = item.event().alert();
      }
    }
    return Optional.ofNullable(found);
  }

  public synchronized int clientCount() {
    return subscribers.size();
  }

  public synchronized int size() {
    return ring.size();
  }

  public synchronized long droppedClientCount() {
    return droppedClients;
  }

  /** How often a client had to take a new snapshot, or there were too many. */
  public synchronized long refusedClientCount() {
    return refusedClients;
  }

  private boolean covers(FeedCursor cursor) {
    return floor.entrySet().stream()
        .allMatch(entry -> cursor.at(entry.getKey()) >= entry.getValue());
  }

  private List<AlertItem> since(FeedCursor cursor) {
    List<AlertItem> items = new ArrayList<>();
    for (AlertItem item : ring) {
      if (item.offset() >= cursor.at(item.partition())) {
        items.add(item);
      }
    }
    return items;
  }
}
