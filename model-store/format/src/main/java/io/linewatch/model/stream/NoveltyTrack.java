package io.linewatch.model.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The novelty of one series of numbers; its range is given, or learned from its first values. */
final class NoveltyTrack {
  private final ContextNovelty.Settings settings;
  private final ContextMemory memory;

  /** The values a range is taken from; null once it is taken for good. */
  private double @Nullable [] collected;

  private int count;
  private @Nullable ValueLevels levels;

  NoveltyTrack(ContextNovelty.Settings settings, @Nullable ValueLevels levels) {
    this.settings = settings;
    this.memory = new ContextMemory(settings.longestContext(), settings.mostContexts());
    this.levels = levels;
    this.collected =
        levels == null
            ? new double[Math.max(settings.learningValues(), settings.surveyedValues())]
            : null;
  }

  /** 0 to 1; 0 while the range is not known. */
  double accept(double value) {
    if (collected != null && count == collected.length) {
      learn(collected);
      collected = null;
    }
    ValueLevels known = levels;
    double novelty = known == null ? 0 : memory.observe(known.of(value));
    if (collected != null) {
      collected[count++] = value;
      if (known == null && count == settings.learningValues()) {
        learn(collected);
      }
    }
    return novelty;
  }

  void interrupt() {
    memory.interrupt();
  }

  ContextMemory memory() {
    return memory;
  }

  void write(DataOutput out) throws IOException {
    ValueLevels known = levels;
    out.writeBoolean(known != null);
    if (known != null) {
      out.writeDouble(known.low());
      out.writeDouble(known.high());
    }
    double[] values = collected;
    out.writeInt(values == null ? 0 : count);
    for (int i = 0; values != null && i < count; i++) {
      out.writeDouble(values[i]);
    }
    memory.write(out);
  }

  /**
   * @throws IOException when it is not what {@link #write} wrote under settings of as many contexts
   *     and as many values for a range, or fewer
   */
  void read(DataInput in) throws IOException {
    boolean known = in.readBoolean();
    if (known) {
      levels = ValueLevels.stated(in.readDouble(), in.readDouble(), settings.levels());
      if (levels == null) {
        throw new IOException("a range without width");
      }
    }
    int saved = in.readInt();
    double[] values = collected;
    if (saved < 0 || saved > (values == null ? 0 : values.length)) {
      throw new IOException(saved + " values of a learning period");
    }
    for (int i = 0; values != null && i < saved; i++) {
      values[i] = in.readDouble();
    }
    count = saved;
    memory.read(in);
    if (known && saved == 0) {
      collected = null;
    } else if (!known && saved >= settings.learningValues() && values != null) {
      // Saved by one that had to learn for longer.
      learn(values);
    }
  }

  private void learn(double[] values) {
    ValueLevels learned = ValueLevels.around(values, count, settings.wider(), settings.levels());
    memory.clear();
    for (int i = 0; i < count; i++) {
      memory.observe(learned.of(values[i]));
    }
    levels = learned;
  }
}
