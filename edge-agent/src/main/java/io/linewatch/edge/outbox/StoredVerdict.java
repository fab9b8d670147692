package io.linewatch.edge.outbox;

import io.linewatch.domain.inspection.PartVerdict;

/**
 * A verdict that is safe.
 *
 * @param number rises with every verdict of this outbox
 */
public record StoredVerdict(long number, PartVerdict verdict) {}
