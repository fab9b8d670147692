package io.linewatch.model.fit;

/**
 * What is known of the columns that a model learns from.
 *
 * @param leastScale by column: the least scale used for it, so that what hardly moved in the
 *     recording does not raise an alarm at its first twitch
 * @param channel by column, index of the input channel it is computed from
 * @param lag by column, in rows; 0 is the present
 * @param channels how many input channels there are
 */
record Columns(double[] leastScale, int[] channel, int[] lag, int channels) {

  /** Every column a channel of its own, in the present. */
  static Columns apart(double[] leastScale) {
    int[] channel = new int[leastScale.length];
    for (int f = 0; f < channel.length; f++) {
      channel[f] = f;
    }
    return new Columns(leastScale, channel, new int[channel.length], channel.length);
  }

  /** By channel and column: 0 where the column is the channel's own, else 1. */
  double[][] ofOthers() {
    double[][] others = new double[channels][channel.length];
    for (int c = 0; c < channels; c++) {
      for (int f = 0; f < channel.length; f++) {
        others[c][f] = channel[f] == c ? 0 : 1;
      }
    }
    return others;
  }

  /** By channel and column: 1 where the column is of the past. */
  double[][] ofThePast() {
    double[][] past = new double[channels][channel.length];
    for (int c = 0; c < channels; c++) {
      for (int f = 0; f < channel.length; f++) {
        past[c][f] = lag[f] > 0 ? 1 : 0;
      }
    }
    return past;
  }

  /** By channel and column: 1 / spread where the column is the channel's own, else 0. */
  double[][] ownWeight(double[] spread) {
    double[][] weight = new double[channels][channel.length];
    for (int f = 0; f < channel.length; f++) {
      weight[channel[f]][f] = 1 / spread[f];
    }
    return weight;
  }
}
