package io.linewatch.central.picture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A full picture, as far as the centre has got with it.
 *
 * @param digest {@code sha256:…}
 * @param gateway that keeps it
 * @param askedBy null when the gateway sent it by its own policy
 * @param bytes of the file; 0 before it has arrived
 * @param type such as {@code image/png}; null before it has arrived
 * @param problem why it was refused; empty when it was not
 */
public record StoredPicture(
    String digest,
    String gateway,
    State state,
    @Nullable String askedBy,
    @Nullable Instant askedAt,
    @Nullable Instant arrivedAt,
    long bytes,
    @Nullable String type,
    String problem) {

  /** How far it is. */
  public enum State {
    /** The gateway is to send it. */
    ASKED,
    /** Its file is here. */
    ARRIVED,
    /** The gateway does not keep it any more. */
    GONE,
    /** What came was not taken. */
    REFUSED
  }
}
