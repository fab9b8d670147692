package io.linewatch.domain.recording;

import java.time.Instant;

/**
 * A stretch in which the recording has less than came, or nothing.
 *
 * @param subject the asset it is about; empty when it is about all of the recording
 * @param from event time
 * @param to event time, not before {@code from}
 * @param lost readings and waveform blocks that were not kept, as far as they were counted; 0 when
 *     nobody could count them
 * @param detail for people: what happened, and what to do where something can be done; at most
 *     {@value #MAX_DETAIL} characters
 */
public record RecordingGap(
    Reason reason, String subject, Instant from, Instant to, long lost, String detail) {
  static final int MAX_DETAIL = 300;

  public RecordingGap {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a gap must not end before it begins");
    }
    if (lost < 0) {
      throw new IllegalArgumentException("lost must not be negative");
    }
    detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }

  /** Why something is missing. */
  public enum Reason {
    /** More came than the recorder could take. */
    SHED,
    /** The machine was in none of the chosen states. */
    NOT_IN_STATE,
    /** The recording or the agent stood still. */
    STOPPED,
    /** Nothing came for longer than a minute. */
    SILENT,
    /** The disk was full or refused to write. */
    DISK,
    /** Deleted to keep all recordings within their quota. */
    QUOTA,
    /** Bytes of the file are damaged. */
    DAMAGED
  }
}
