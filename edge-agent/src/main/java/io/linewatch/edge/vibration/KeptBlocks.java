package io.linewatch.edge.vibration;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.edge.evidence.RawBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks of one point are kept as they came. All of them would wear a gateway's disk out (a
 * channel of 25.6 kHz writes 9 GB a day): so one every now and then, and around a diagnosis the
 * block before it, all of its first minutes, in which it becomes a finding, and then one every now
 * and then again. One thread.
 */
final class KeptBlocks {
  /** Some four minutes: longer than a finding's usual on-delay. */
  static final int BURST = 64;

  /** A fault that comes and goes gets no more. */
  static final Duration BURST_EVERY = Duration.ofHours(1);

  /** The newest kept block that showed a fault. */
  private record Shown(Instant time, String digest) {}

  private final Channel channel;
  private final Supplier<@Nullable RawBlocks> blocks;
  private final Map<BearingFault, Shown> byFault = new EnumMap<>(BearingFault.class);
  private @Nullable Waveform previous;
  private @Nullable Instant lastKept;
  private @Nullable Instant lastBurst;
  private int burst;

  /**
   * @param blocks where they are kept; null while nowhere
   */
  KeptBlocks(Channel channel, Supplier<@Nullable RawBlocks> blocks) {
    this.channel = channel;
    this.blocks = blocks;
  }

  /**
   * Takes the next block.
   *
   * @param fault what was diagnosed of it; null for nothing
   * @return digest of the newest kept block that showed this fault; null without a fault, or when
   *     none could be kept
   */
  @Nullable String take(Waveform block, @Nullable BearingFault fault) {
    RawBlocks ring = blocks.get();
    if (ring == null) {
      return null;
    }
    Instant now = block.start();
    String digest = null;
    if (fault != null) {
      digest = diagnosed(ring, block, fault, now);
    } else if (isOver(lastKept, ring.every(), now)
        && ring.keep(block, channel.unit(), false) != null) {
      lastKept = now;
    }
    previous = block;
    return digest;
  }

  private @Nullable String diagnosed(
      RawBlocks ring, Waveform block, BearingFault fault, Instant now) {
    Shown shown = byFault.get(fault);
    boolean fresh = shown == null || isOver(shown.time(), ring.every(), now);
    if (fresh && isOver(lastBurst, BURST_EVERY, now)) {
      lastBurst = now;
      burst = BURST;
      Waveform before = previous;
      if (before != null) {
        var _ = ring.keep(before, channel.unit(), true);
      }
    }
    if (fresh || burst > 0) {
      burst = Math.max(0, burst - 1);
      String digest = ring.keep(block, channel.unit(), true);
      if (digest != null) {
        byFault.put(fault, new Shown(now, digest));
        lastKept = now;
        return digest;
      }
    }
    return shown == null ? null : shown.digest();
  }

  /** Also when time has gone back: a sensor's clock that was set right is no reason to wait. */
  private static boolean isOver(@Nullable Instant since, Duration pause, Instant now) {
    return since == null || now.isBefore(since) || !now.isBefore(since.plus(pause));
  }
}
