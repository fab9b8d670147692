package io.linewatch.edge.signal;

import io.linewatch.domain.config.Excerpt;
import java.time.Instant;

/**
 * One message, or one value of it, that was refused.
 *
 * @param source id of the source mapping; empty when none matched
 * @param detail what was found and what was expected, in one sentence; its beginning when it quotes
 *     too much
 * @param sample the beginning of the payload, printable, at most 120 characters
 * @param time when it arrived
 */
public record Rejection(
    RejectionReason reason,
    String source,
    String topic,
    String detail,
    String sample,
    Instant time) {
  private static final int MAX_DETAIL = 400;

  public Rejection {
    detail = Excerpt.of(detail, MAX_DETAIL);
  }
}
