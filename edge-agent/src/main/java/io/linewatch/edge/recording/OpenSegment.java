package io.linewatch.edge.recording;

import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** The segment that is written. Recorder's thread. */
final class OpenSegment implements AutoCloseable {
  final String file;
  final Instant began;
  private final SegmentOutput output;
  private final MessageDigest digest;
  private long bytes;

  /** Whether something may stand behind the last whole frame. */
  private boolean torn;

  private boolean unforced;

  private OpenSegment(String file, Instant began, SegmentOutput output) {
    this.file = file;
    this.began = began;
    this.output = output;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * @param output a new file
   * @throws IOException when it does not take the first frame; the file may be there
   */
  static OpenSegment begin(String file, SegmentOutput output, SegmentStart start)
      throws IOException {
    OpenSegment segment = new OpenSegment(file, start.began(), output);
    try {
      segment.append(SegmentCodec.opening());
      segment.append(SegmentCodec.encode(new SegmentFrame.Start(start)));
      return segment;
    } catch (IOException refused) {
      output.close();
      throw refused;
    }
  }

  /** Whole or, when it throws, not at all: what went in of it is cut off before the next. */
  void append(byte[] frame) throws IOException {
    if (torn) {
      output.cut(bytes);
      torn = false;
    }
    torn = true;
    output.write(frame);
    torn = false;
    unforced = true;
    bytes += frame.length;
    digest.update(frame);
  }

  void force() throws IOException {
    if (unforced) {
      output.force();
      unforced = false;
    }
  }

  long bytes() {
    return bytes;
  }

  /** Of the whole frames. Once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Leaves the file as it is, with whole frames only if the disk allows. */
  @Override
  public void close() throws IOException {
    try (output) {
      if (torn) {
        output.cut(bytes);
        torn = false;
      }
      force();
    }
  }
}
