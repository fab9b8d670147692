package io.linewatch.bench.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a publisher sends: step after step, in each step every asset, of each asset every channel.
 * All readings of a step have one event time, which the plan gives, so that runs are alike however
 * fast they are.
 *
 * @param port of the broker on loopback
 * @param line the third level of the topics {@code factory/LINE/ASSET[/CHANNEL]}
 * @param assets how many machines
 * @param channels how many of each machine
 * @param together whether one message carries all channels of an asset, or one each
 * @param messages how many to send
 * @param perSecond how fast; 0 for as fast as the broker takes them
 * @param qos 0 or 1
 * @param startMicros event time of the first step, microseconds since 1970; {@link #WALL_CLOCK} for
 *     the time of sending, which only a paced plan keeps to 5 ms
 * @param stepMicros between two steps
 * @param alarmEvery one reading in so many is above the limit; 0 for none
 * @param seed of the values
 */
public record LoadPlan(
    int port,
    String line,
    int assets,
    int channels,
    boolean together,
    long messages,
    int perSecond,
    int qos,
    long startMicros,
    long stepMicros,
    int alarmEvery,
    long seed) {
  public static final long WALL_CLOCK = 0;

  public LoadPlan {
    if (assets < 1 || channels < 1 || messages < 0 || qos < 0 || qos > 1 || perSecond < 0) {
      throw new IllegalArgumentException("a plan needs assets, channels and QoS 0 or 1");
    }
  }

  /** Messages of one step. */
  public long messagesPerStep() {
    return together ? assets : (long) assets * channels;
  }

  /** Readings in all messages. */
  public long readings() {
    return together ? messages * channels : messages;
  }

  /** Steps begun, so that the next plan can go on behind them. */
  public long steps() {
    return Math.ceilDiv(messages, messagesPerStep());
  }

  public static String asset(int number) {
    return String.format(Locale.ROOT, "asset-%05d", number);
  }

  public static String channel(int number) {
    return String.format(Locale.ROOT, "ch-%03d", number);
  }

  /** As words of a command line, for the publisher's own process. */
  public List<String> toArguments() {
    List<String> words = new ArrayList<>();
    words.add(Integer.toString(port));
    words.add(line);
    words.add(Integer.toString(assets));
    words.add(Integer.toString(channels));
    words.add(Boolean.toString(together));
    words.add(Long.toString(messages));
    words.add(Integer.toString(perSecond));
    words.add(Integer.toString(qos));
    words.add(Long.toString(startMicros));
    words.add(Long.toString(stepMicros));
    words.add(Integer.toString(alarmEvery));
    words.add(Long.toString(seed));
    return words;
  }

  static LoadPlan ofArguments(String[] words) {
    return new LoadPlan(
        Integer.parseInt(words[0]),
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Boolean.parseBoolean(words[4]),
        Long.parseLong(words[5]),
        Integer.parseInt(words[6]),
        Integer.parseInt(words[7]),
        Long.parseLong(words[8]),
        Long.parseLong(words[9]),
        Integer.parseInt(words[10]),
        Long.parseLong(words[11]));
  }
}
