package io.linewatch.central.kafka;

import java.util.Set;

/** What brokers and coordinators say of transactions. */
interface Transactions {
  /**
   * @return the transactions that partitions of ours hold open now
   * @throws KafkaUnavailable when the brokers did not answer, or may not by their access lists
   */
  Set<OpenTransaction> open();

  /**
   * @param open transactions that partitions hold open
   * @return those of them that a coordinator knows, and so will commit or abort by itself
   * @throws KafkaUnavailable as {@link #open}
   */
  Set<OpenTransaction> known(Set<OpenTransaction> open);

  /**
   * Writes an abort into the partition, past the coordinator.
   *
   * @throws KafkaUnavailable as {@link #open}
   */
  void abort(OpenTransaction transaction);
}
