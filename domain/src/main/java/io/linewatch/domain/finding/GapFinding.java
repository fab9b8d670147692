package io.linewatch.domain.finding;

import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;

/**
 * Something was not decided or not kept, and this says what: never a silent hole.
 *
 * @param asset the asset concerned, or the gateway itself
 * @param stream what has the hole: a source, a channel, a series, the outbox
 * @param from first instant of the hole
 * @param to last instant of the hole
 * @param count how many items are missing, or -1 when nobody can know
 * @param reason in one plain sentence
 */
public record GapFinding(
    FindingId id,
    AssetPath asset,
    String stream,
    Instant from,
    Instant to,
    long count,
    String reason,
    Instant time)
    implements Finding {}
