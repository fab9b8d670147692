package io.linewatch.domain.recording;

import io.linewatch.domain.series.MalformedBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one segment, from the first to the last that is whole. Memory: one frame. Not
 * thread-safe; the caller closes the stream.
 */
public final class SegmentReader {
  private final InputStream in;
  private long validBytes;
  private boolean ended;
  private boolean started;
  private String problem = "";

  /**
   * @param in at the first byte of the segment
   */
  public SegmentReader(InputStream in) {
    this.in = in;
  }

  /**
   * @return the next frame; null at the end, and where the rest cannot be read: {@link #problem}
   *     says so
   * @throws IOException when the file itself cannot be read
   */
  public @Nullable SegmentFrame next() throws IOException {
    if (!problem.isEmpty() || ended) {
      return null;
    }
    if (validBytes == 0 && !readOpening()) {
      return null;
    }
    byte[] header = in.readNBytes(SegmentCodec.HEADER_BYTES);
    if (header.length == 0) {
      return null;
    }
    if (header.length < SegmentCodec.HEADER_BYTES) {
      return stop("it ends within the header of a frame");
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int length = fields.getInt();
    int kind = fields.get() & 0xFF;
    int checksum = fields.getInt();
    if (length < 0 || length > SegmentCodec.MAX_PAYLOAD_BYTES) {
      return stop("a frame of " + length + " bytes is out of bounds");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      return stop("it ends within a frame");
    }
    if (checksum != SegmentCodec.checksum(kind, payload)) {
      return stop("a frame is damaged, its checksum does not fit");
    }
    return frame(kind, payload);
  }

  private boolean readOpening() throws IOException {
    byte[] opening = in.readNBytes(SegmentCodec.OPENING.length);
    if (!Arrays.equals(opening, SegmentCodec.OPENING)) {
      problem =
          opening.length < SegmentCodec.OPENING.length
              ? "it ends before its first frame"
              : "it does not begin as a segment of version 1";
      return false;
    }
    validBytes = opening.length;
    return true;
  }

  private @Nullable SegmentFrame frame(int kind, byte[] payload) {
    SegmentFrame frame;
    try {
      frame = SegmentCodec.decode(kind, payload);
    } catch (MalformedBlock malformed) {
      return stop(String.valueOf(malformed.getMessage()));
    }
    if (started == (frame instanceof SegmentFrame.Start)) {
      return stop(started ? "it begins twice" : "it does not say what it is");
    }
    started = true;
    ended = frame instanceof SegmentFrame.End;
    validBytes += SegmentCodec.HEADER_BYTES + payload.length;
    return frame;
  }

  private @Nullable SegmentFrame stop(String why) {
    problem = why + ", after byte " + validBytes;
    return null;
  }

  /** How many bytes were read as whole frames, the opening among them. */
  public long validBytes() {
    return validBytes;
  }

  /** Whether the last frame of a segment that was closed has been read. */
  public boolean isEnded() {
    return ended;
  }

  /** Why the rest cannot be read; empty while there is no such thing. */
  public String problem() {
    return problem;
  }
}
