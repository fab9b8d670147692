package io.linewatch.edge.signal;

import java.util.Locale;

/** Why a message, or one value of it, did not become a reading. Bounded, so it is a metric tag. */
public enum RejectionReason {
  EMPTY_PAYLOAD,
  OVERSIZE,
  WRONG_ENCODING,
  MALFORMED_JSON,
  /** The mapping's pointer leads nowhere in this message. */
  MISSING_VALUE,
  /** Neither a number, nor a boolean, nor text that is strictly a number. */
  WRONG_TYPE,
  /** NaN, infinity, or beyond what a double holds. */
  NOT_FINITE,
  MALFORMED_TIME,
  /** Before the year 2000, or more than a day ahead of the gateway's clock. */
  ABSURD_TIME,
  /** The desired state names no such channel. */
  UNKNOWN_CHANNEL,
  /** No source mapping has a pattern for this topic. */
  UNKNOWN_TOPIC,
  /** A block of samples says how many it has, and has fewer or more. */
  TRUNCATED,
  /** The bytes of a block are no whole number of samples. */
  ODD_LENGTH,
  /** A block names no sampling rate, or one that cannot be. */
  BAD_RATE,
  /** A block is in another unit than its channel. */
  UNIT_MISMATCH,
  /** Not the protobuf form of a Sparkplug B payload. */
  MALFORMED_PROTOBUF,
  /** A message of a Sparkplug node that the broker had kept. */
  RETAINED,
  /** Data of a Sparkplug node or device whose birth was not seen. */
  BIRTH_UNSEEN,
  /** Messages of a Sparkplug node are missing. */
  SEQUENCE_GAP,
  /** A sequence number that had its turn before. */
  OUT_OF_ORDER,
  /** A Sparkplug message without the sequence number it must have. */
  MISSING_SEQUENCE,
  /** A death that belongs to an earlier life of its Sparkplug node. */
  OLD_DEATH,
  /** A Sparkplug metric that its birth does not name. */
  UNKNOWN_METRIC,
  /** A Sparkplug metric of a type that is no number and no text. */
  UNSUPPORTED_TYPE,
  /** A Sparkplug metric without a time, in a message without one. */
  MISSING_TIME,
  /** More nodes or metrics than a gateway has room for. */
  TOO_MANY;

  /** The form metrics and status counts use, such as {@code malformed-json}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
