package io.linewatch.bench.publish;

/**
 * The values of a load, drawn from a seed: around 50, below 70, and now and then 95, which is above
 * the limit of {@value #LIMIT}. Written with seven characters always, so that they can be patched
 * into a finished message. One thread.
 */
public final class Readings {
  public static final int LIMIT = 90;
  public static final int DIGITS = 7;
  private static final int LOWEST = 300_000;
  private static final int SPREAD = 400_000;
  private static final int ALARM = 950_000;

  private final int alarmEvery;
  private long state;
  private long drawn;

  public Readings(long seed, int alarmEvery) {
    this.state = seed == 0 ? 1 : seed;
    this.alarmEvery = alarmEvery;
  }

  /** The next value in ten-thousandths. */
  public int next() {
    drawn++;
    // Marsaglia's xorshift64: a few shifts, so that drawing costs nothing beside sending.
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    if (alarmEvery > 0 && drawn % alarmEvery == 0) {
      return ALARM;
    }
    return LOWEST + (int) ((state >>> 33) % SPREAD);
  }

  /** Writes {@code dd.dddd}. */
  static void write(int tenThousandths, byte[] target, int at) {
    int rest = tenThousandths;
    for (int i = DIGITS - 1; i > 2; i--) {
      target[at + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    target[at + 2] = '.';
    target[at + 1] = (byte) ('0' + rest % 10);
    target[at] = (byte) ('0' + rest / 10 % 10);
  }
}
