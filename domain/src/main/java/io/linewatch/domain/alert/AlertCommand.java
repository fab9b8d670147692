package io.linewatch.domain.alert;

import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of an alert. An event: actor, reason and time are kept for ever.
 *
 * @param id random, made by the console; the reply carries it
 * @param source the alert's source, by which the topology finds it
 * @param seenRevision revision on the person's screen; a stale one is answered with what changed
 * @param text reason or comment; may be empty for an acknowledgement
 * @param duration for SHELVE: how long; null for one-shot. Null for all others
 */
public record AlertCommand(
    String id,
    Kind kind,
    String alertId,
    String source,
    AssetPath asset,
    long seenRevision,
    String actor,
    String text,
    @Nullable Duration duration,
    Instant time) {

  /** Kinds; the names are wire format. */
  public enum Kind {
    ACKNOWLEDGE,
    SHELVE,
    UNSHELVE,
    RESET,
    COMMENT,
    TAKE_OUT_OF_SERVICE,
    RETURN_TO_SERVICE
  }
}
