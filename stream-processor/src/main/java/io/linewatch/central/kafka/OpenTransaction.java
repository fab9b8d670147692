package io.linewatch.central.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that a partition holds open: who reads committed records stands still before it.
 *
 * @param producerEpoch the producer's epoch when it wrote; a later one of the same producer is
 *     another transaction
 * @param coordinatorEpoch of the coordinator that last ended one here; 0 when none has
 * @param startOffset where it begins in the partition
 */
record OpenTransaction(
    TopicPartition partition,
    long producerId,
    short producerEpoch,
    int coordinatorEpoch,
    long startOffset) {}
