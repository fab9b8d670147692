package io.linewatch.model.visual;

/**
 * Memory for the pixels of one picture after the other. Pictures outgrow the part of the heap where
 * what is short-lived costs nothing: new memory for each is cleared, moved by the collector, and
 * ends among what is kept. As much as the last picture needed. One thread at a time; a picture in
 * it is good until the next is put there.
 */
public final class PictureMemory {
  private byte[] held = new byte[0];

  /** For so many bytes, with anything in them. */
  byte[] of(int bytes) {
    if (held.length != bytes) {
      held = new byte[bytes];
    }
    return held;
  }
}
