package io.linewatch.model.stream;

import org.jspecify.annotations.Nullable;

/** The novelty of one series of numbers; its range is given, or learned from its first values. */
final class NoveltyTrack {
  private final ContextNovelty.Settings settings;
  private final ContextMemory memory;

  /** Values of the learning period; null once the range is known. */
  private double @Nullable [] collected;

  private int count;
  private @Nullable ValueLevels levels;

  NoveltyTrack(ContextNovelty.Settings settings, @Nullable ValueLevels levels) {
    this.settings = settings;
    this.memory = new ContextMemory(settings.longestContext(), settings.mostContexts());
    this.levels = levels;
    this.collected = levels == null ? new double[settings.learningValues()] : null;
  }

  /** 0 to 1; 0 while the range is not known. */
  double accept(double value) {
    if (levels != null) {
      return memory.observe(levels.of(value));
    }
    if (collected != null) {
      collect(value, collected);
    }
    return 0;
  }

  void interrupt() {
    memory.interrupt();
  }

  ContextMemory memory() {
    return memory;
  }

  private void collect(double value, double[] values) {
    values[count++] = value;
    if (count == values.length) {
      ValueLevels learned = ValueLevels.around(values, count, settings.wider(), settings.levels());
      for (double before : values) {
        memory.observe(learned.of(before));
      }
      levels = learned;
      collected = null;
    }
  }
}
