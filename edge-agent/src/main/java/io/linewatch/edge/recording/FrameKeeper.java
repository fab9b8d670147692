package io.linewatch.edge.recording;

import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.series.SeriesBlock;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands frames to the folder; what the disk refuses becomes one gap, which is written as soon as it
 * takes something again. Nothing waits in memory for the disk but gaps. Recorder's thread.
 */
final class FrameKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FrameKeeper.class);
  private static final int MAX_WAITING_GAPS = 1_000;

  private final RecordingFolder folder;
  private final List<RecordingGap> waiting = new ArrayList<>();
  private @Nullable Instant refusedFrom;
  private @Nullable Instant refusedTo;
  private long refused;
  private long lost;
  private String problem = "";

  FrameKeeper(RecordingFolder folder) {
    this.folder = folder;
  }

  /**
   * @param rows how many are lost if it is refused
   */
  void keep(SegmentFrame frame, int rows, Instant now) {
    try {
      writeGaps(now);
      folder.append(frame, now);
      problem = "";
    } catch (IOException full) {
      refuse(frame, rows, String.valueOf(full.getMessage()));
    } catch (IllegalArgumentException tooLarge) {
      refuse(frame, rows, String.valueOf(tooLarge.getMessage()));
    }
  }

  private void refuse(SegmentFrame frame, int rows, String why) {
    Instant from = from(frame);
    Instant to = to(frame);
    refusedFrom = refusedFrom == null || from.isBefore(refusedFrom) ? from : refusedFrom;
    refusedTo = refusedTo == null || to.isAfter(refusedTo) ? to : refusedTo;
    refused += rows;
    lost += rows;
    if (problem.isEmpty()) {
      LOG.warn("recording {}: {}", folder.name(), why);
    }
    problem = why;
  }

  /** A gap: written with the next frame, or at the next {@link #settle}. */
  void gap(RecordingGap gap, Instant now) {
    if (waiting.size() < MAX_WAITING_GAPS) {
      waiting.add(gap);
    } else {
      // The card counts what it cannot list; here the last one grows.
      RecordingGap last = waiting.removeLast();
      waiting.add(
          new RecordingGap(
              last.reason(),
              last.subject(),
              last.from(),
              gap.to().isAfter(last.to()) ? gap.to() : last.to(),
              last.lost() + gap.lost(),
              last.detail()));
    }
  }

  private void writeGaps(Instant now) throws IOException {
    Instant from = refusedFrom;
    Instant to = refusedTo;
    if (waiting.isEmpty() && from == null) {
      return;
    }
    List<RecordingGap> all = new ArrayList<>(waiting);
    if (from != null && to != null) {
      all.add(new RecordingGap(RecordingGap.Reason.DISK, "", from, to, refused, problem));
    }
    folder.append(new SegmentFrame.Gap(new SegmentFrame.Gaps(all)), now);
    waiting.clear();
    refusedFrom = null;
    refusedTo = null;
    refused = 0;
  }

  /** Writes the gaps that wait and makes all of it durable. */
  void settle(Instant now) {
    try {
      writeGaps(now);
      folder.force();
    } catch (IOException full) {
      if (problem.isEmpty()) {
        LOG.warn("recording {}: {}", folder.name(), full.getMessage());
      }
      problem = String.valueOf(full.getMessage());
    }
  }

  /** Why the disk refuses; empty when it does not. */
  String problem() {
    return problem;
  }

  /** Readings, blocks and pictures that were refused. */
  long lost() {
    return lost;
  }

  private static Instant from(SegmentFrame frame) {
    return switch (frame) {
      case SegmentFrame.Series(SeriesBlock block) -> time(block.timesMicros()[0]);
      case SegmentFrame.Waveform(RecordedWaveform waveform) -> waveform.start();
      case SegmentFrame.Picture(RecordedPicture picture) -> picture.about().time();
      default -> throw new IllegalArgumentException("only values are lost, not " + frame);
    };
  }

  private static Instant to(SegmentFrame frame) {
    return switch (frame) {
      case SegmentFrame.Series(SeriesBlock block) ->
          time(block.timesMicros()[block.timesMicros().length - 1]);
      case SegmentFrame.Waveform(RecordedWaveform waveform) -> waveform.end();
      case SegmentFrame.Picture(RecordedPicture picture) -> picture.about().time();
      default -> throw new IllegalArgumentException("only values are lost, not " + frame);
    };
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
