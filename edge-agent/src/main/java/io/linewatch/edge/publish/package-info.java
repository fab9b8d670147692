/** From the outbox to Kafka: signed, in order, until the broker has it. */
@NullMarked
package io.linewatch.edge.publish;

import org.jspecify.annotations.NullMarked;
