package io.linewatch.model.visual;

import java.io.Serial;

/** Bytes that are no picture for us; the message says why, the reason is what is counted. */
public final class PictureRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why; names are labels of metrics. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Neither JPEG nor PNG, such as a video file. */
    NOT_A_PICTURE,
    /** It ends before its end. */
    TRUNCATED,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    /** Less than {@value PictureLimits#LEAST_SIDE} pixels wide or high. */
    TOO_SMALL,
    /** More than 8 bits a channel. */
    MORE_THAN_8_BIT,
    /** Four inks instead of red, green, blue. */
    CMYK,
    /** A kind of JPEG or PNG that is hardly ever seen, such as arithmetic coding. */
    UNSUPPORTED,
    /** The header is sound and the rest is not. */
    CORRUPT
  }

  public PictureRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public PictureRefused(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
