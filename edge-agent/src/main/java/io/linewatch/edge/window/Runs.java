package io.linewatch.edge.window;

import io.linewatch.domain.series.SeriesBlock.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of values in which neighbours are mostly equal, kept as runs. Appending a value equal to
 * the last one touches nothing but this object. Lane thread.
 */
final class Runs<T> {
  // The runs before the last one; most lists never have any.
  private List<Run<T>> before = List.of();
  private int covered;
  private T last;
  private int length;

  Runs(T first) {
    last = first;
    length = 1;
  }

  /** Puts a value before the one that stands at {@code index}, or after all. */
  void add(int index, T value) {
    if (index >= covered && value.equals(last)) {
      length++;
    } else if (index == covered + length) {
      endRun();
      last = value;
      length = 1;
    } else {
      insert(index, value);
    }
  }

  /** So many more of the last value at the end. */
  void lengthen(int more) {
    length += more;
  }

  private void endRun() {
    if (before.isEmpty()) {
      before = new ArrayList<>(2);
    }
    before.add(new Run<>(last, length));
    covered += length;
  }

  private void insert(int index, T value) {
    List<Run<T>> all = new ArrayList<>();
    int start = 0;
    for (Run<T> run : toList()) {
      int head = index - start;
      if (head >= 0 && head < run.length()) {
        append(all, run.value(), head);
        append(all, value, 1);
        append(all, run.value(), run.length() - head);
      } else {
        append(all, run.value(), run.length());
      }
      start += run.length();
    }
    Run<T> end = all.removeLast();
    before = all;
    covered = start + 1 - end.length();
    last = end.value();
    length = end.length();
  }

  private static <T> void append(List<Run<T>> runs, T value, int length) {
    if (length == 0) {
      return;
    }
    if (!runs.isEmpty() && runs.getLast().value().equals(value)) {
      Run<T> longer = new Run<>(value, runs.removeLast().length() + length);
      runs.add(longer);
    } else {
      runs.add(new Run<>(value, length));
    }
  }

  boolean isOnly(T value) {
    return before.isEmpty() && last.equals(value);
  }

  List<Run<T>> toList() {
    List<Run<T>> all = new ArrayList<>(before);
    all.add(new Run<>(last, length));
    return all;
  }
}
