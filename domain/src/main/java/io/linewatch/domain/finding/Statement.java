package io.linewatch.domain.finding;

import java.time.Instant;

/**
 * What a gateway states on the findings topic: a {@link Finding}, or a {@link ConditionSnapshot} of
 * all that is active. Both travel on one topic, keyed by line, so that Kafka's order within a
 * partition is their order.
 */
public sealed interface Statement permits Finding, ConditionSnapshot {
  String gateway();

  /** {@code site/area/line}, the Kafka key. */
  String line();

  /** When it was stated: event time of the input that decided it. */
  Instant time();
}
