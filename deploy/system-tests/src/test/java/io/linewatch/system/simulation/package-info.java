/**
 * Gateways, Kafka, processor, history and feed in one process under a fake clock, moved step by
 * step by a seed, beside a plain model of what must come of it.
 */
@NullMarked
package io.linewatch.system.simulation;

import org.jspecify.annotations.NullMarked;
