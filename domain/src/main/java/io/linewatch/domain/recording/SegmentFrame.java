package io.linewatch.domain.recording;

import io.linewatch.domain.series.SeriesBlock;
import java.util.List;

/** One entry of a segment. */
public sealed interface SegmentFrame {
  /** The first of every segment. */
  record Start(SegmentStart start) implements SegmentFrame {}

  /** Readings of one channel within a minute. */
  record Series(SeriesBlock block) implements SegmentFrame {}

  /** Samples of one channel. */
  record Waveform(RecordedWaveform waveform) implements SegmentFrame {}

  /** A picture of a camera station. */
  record Picture(RecordedPicture picture) implements SegmentFrame {}

  /** Something is missing here. */
  record Gap(Gaps gaps) implements SegmentFrame {}

  /** Nothing more comes. */
  record End() implements SegmentFrame {}

  /**
   * What a later version writes; whole, and passed over.
   *
   * @param bytes length of its payload
   */
  record Unknown(int kind, int bytes) implements SegmentFrame {}

  /** A record of its own, so that it has a form as a document. */
  record Gaps(List<RecordingGap> gaps) {
    public Gaps {
      gaps = List.copyOf(gaps);
    }
  }
}
