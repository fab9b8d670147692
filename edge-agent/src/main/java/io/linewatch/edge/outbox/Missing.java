package io.linewatch.edge.outbox;

import io.linewatch.domain.plant.AssetPath;

/**
 * A stretch of one stream that was not decided or not kept: soon to be stated as a gap. What is
 * missing of one stream for one reason is merged until then.
 *
 * @param stream a series by its name, which a model's scores share with its detector
 * @param reason in one plain sentence
 * @param firstMicros first and last instant of the hole, microseconds since 1970
 * @param count how many items are missing, or -1 when nobody can know
 */
public record Missing(
    String stream, AssetPath asset, String reason, long firstMicros, long lastMicros, long count) {}
