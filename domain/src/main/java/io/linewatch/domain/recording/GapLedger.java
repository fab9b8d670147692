package io.linewatch.domain.recording;

import io.linewatch.domain.recording.RecordingCard.Span;
import io.linewatch.domain.recording.RecordingGap.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is missing of a recording, in order of time, bounded; and what is left between. */
final class GapLedger {
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** A source that speaks every ten minutes is not silent meanwhile. */
  private static final int USUAL_STEPS = 5;

  /** Before so many nobody knows how often values come. */
  private static final int FEWEST_ROWS = 3;

  private static final Comparator<RecordingGap> IN_TIME =
      Comparator.comparing(RecordingGap::from).thenComparing(RecordingGap::to);

  private final List<RecordingGap> gaps = new ArrayList<>();
  private long more;

  void resume(List<RecordingGap> known, long left) {
    gaps.addAll(known);
    more = left;
  }

  /** One that goes on where another of its kind ended is the same one. */
  void add(RecordingGap gap) {
    if (!gaps.isEmpty()) {
      RecordingGap last = gaps.getLast();
      boolean same = last.reason() == gap.reason() && last.subject().equals(gap.subject());
      if (same && !gap.from().isBefore(last.from()) && !gap.from().isAfter(last.to())) {
        Instant end = gap.to().isAfter(last.to()) ? gap.to() : last.to();
        gaps.set(
            gaps.size() - 1,
            new RecordingGap(
                gap.reason(),
                gap.subject(),
                last.from(),
                end,
                last.lost() + gap.lost(),
                gap.detail()));
        return;
      }
    }
    if (gaps.size() >= RecordingCard.MAX_GAPS) {
      more++;
    } else {
      gaps.add(gap);
    }
  }

  /**
   * The oldest of what was there is gone: one gap from the first that ever went, and gaps within it
   * say nothing any more. So a recording that goes on for years keeps its card small.
   */
  void deleted(RecordingGap quota) {
    RecordingGap whole = quota;
    for (RecordingGap before : gaps) {
      if (before.reason() == Reason.QUOTA) {
        whole =
            new RecordingGap(
                Reason.QUOTA,
                "",
                before.from().isBefore(whole.from()) ? before.from() : whole.from(),
                before.to().isAfter(whole.to()) ? before.to() : whole.to(),
                before.lost() + whole.lost(),
                whole.detail());
      }
    }
    Instant end = whole.to();
    gaps.removeIf(gap -> gap.reason() == Reason.QUOTA || !gap.to().isAfter(end));
    gaps.addFirst(whole);
  }

  /**
   * Nothing between two values that lie far apart, seen by how often values came so far.
   *
   * @param newest the newest value so far
   * @param next the value that came now
   * @param begun the oldest value so far
   * @param rows how many there are
   */
  void noticeSilence(Instant newest, Instant next, Instant begun, long rows) {
    if (rows < FEWEST_ROWS || !next.isAfter(newest.plus(SILENCE))) {
      return;
    }
    Duration usual = Duration.between(begun, newest).dividedBy(Math.max(1, rows - 1));
    if (next.isAfter(newest.plus(usual.multipliedBy(USUAL_STEPS)))) {
      add(new RecordingGap(Reason.SILENT, "", newest, next, 0, "nothing came"));
    }
  }

  /** In order of time; a silence whose reason is known is told by that alone. */
  List<RecordingGap> all() {
    return gaps.stream()
        .filter(gap -> gap.reason() != Reason.SILENT || !isExplained(gap))
        .sorted(IN_TIME)
        .toList();
  }

  private boolean isExplained(RecordingGap silence) {
    return gaps.stream()
        .anyMatch(gap ->
            gap.reason() != Reason.SILENT
                && gap.subject().isEmpty()
                && gap.from().isBefore(silence.to())
                && gap.to().isAfter(silence.from()));
  }

  long more() {
    return more;
  }

  /** What lies between the gaps of the whole recording. */
  List<Span> spans(@Nullable Instant from, @Nullable Instant to) {
    List<Span> spans = new ArrayList<>();
    if (from == null || to == null) {
      return spans;
    }
    Instant begun = from;
    for (RecordingGap gap : all()) {
      if (!gap.subject().isEmpty()) {
        continue;
      }
      // Such a gap lies between two values, which may stand alone; others begin with what is
      // missing.
      boolean alone =
          gap.from().equals(begun)
              && (gap.reason() == Reason.STOPPED || gap.reason() == Reason.SILENT);
      if (alone || gap.from().isAfter(begun)) {
        spans.add(new Span(begun, gap.from().isAfter(to) ? to : gap.from()));
      }
      begun = gap.to().isAfter(begun) ? gap.to() : begun;
    }
    if (!begun.isAfter(to)) {
      spans.add(new Span(begun, to));
    }
    return spans;
  }
}
