package io.linewatch.model.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
   * @throws IOException when it is not what {@link #write} wrote under these settings
   */
  void read(DataInput in) throws IOException {
    if (in.readBoolean()) {
      levels = ValueLevels.stated(in.readDouble(), in.readDouble(), settings.levels());
      collected = null;
      if (levels == null) {
        throw new IOException("a range without width");
      }
    }
    int saved = in.readInt();
    double[] values = collected;
    if (saved < 0 || saved > (values == null ? 0 : values.length - 1)) {
      throw new IOException(saved + " values of a learning period");
    }
    for (int i = 0; values != null && i < saved; i++) {
      values[i] = in.readDouble();
    }
    count = saved;
    memory.read(in);
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
