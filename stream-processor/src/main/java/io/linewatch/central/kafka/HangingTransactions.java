package io.linewatch.central.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds transactions that no coordinator will ever end, and aborts them (KIP-664). A broker that
 * came out of a freeze was seen to hold one open that its own coordinator had closed; everybody who
 * reads committed records then stands still at that partition, for ever, while all say they are
 * well. Aborting loses nothing: what such a transaction wrote was never committed, and the topology
 * has written it again in a later one.
 *
 * <p>How long a transaction is open is counted by who looks, not read from records: their times are
 * those of sensors. One thread.
 */
final class HangingTransactions {
  /**
   * Three times what Kafka Streams gives a transaction of ours before its coordinator aborts it.
   */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than ever are open; beyond that the oldest are watched, the others at a later look. */
  static final int MAX_WATCHED = 10_000;

  private final Transactions transactions;
  private final Map<OpenTransaction, Long> sinceNanos = new HashMap<>();

  HangingTransactions(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * One look.
   *
   * @param nanos now, by a count of time that never turns back
   * @return what was aborted
   * @throws KafkaUnavailable nothing is known; the next look goes on where this one stood
   */
  List<OpenTransaction> look(long nanos) {
    Set<OpenTransaction> open = transactions.open();
    sinceNanos.keySet().retainAll(open);
    Set<OpenTransaction> suspects = new HashSet<>();
    for (OpenTransaction transaction : open) {
      Long since = sinceNanos.get(transaction);
      if (since == null) {
        if (sinceNanos.size() < MAX_WATCHED) {
          sinceNanos.put(transaction, nanos);
        }
      } else if (nanos - since >= PATIENCE.toNanos()) {
        suspects.add(transaction);
      }
    }
    if (suspects.isEmpty()) {
      return List.of();
    }
    suspects.removeAll(transactions.known(suspects));
    for (OpenTransaction hanging : suspects) {
      transactions.abort(hanging);
      sinceNanos.remove(hanging);
    }
    return List.copyOf(suspects);
  }

  /** How many transactions are being watched. */
  int watched() {
    return sinceNanos.size();
  }
}
