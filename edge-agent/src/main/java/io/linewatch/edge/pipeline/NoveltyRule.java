package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.Channel;
import io.linewatch.edge.novelty.NoveltyWatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a plan says of novelty, done: a watch made, kept under its new policy, or taken away. */
final class NoveltyRule {
  private static final String PERCENT = "%";

  private NoveltyRule() {}

  /** The watch from now on; what it has learned stays as long as its budget does. */
  static @Nullable NoveltyWatch follow(
      @Nullable NoveltyWatch running,
      Channel channel,
      @Nullable AlarmPolicy policy,
      LaneMemory memory) {
    Duration budget = channel.novelty();
    if (budget == null) {
      drop(running, memory);
      return null;
    }
    NoveltyWatch watch = running;
    if (watch == null || !watch.budget().equals(budget)) {
      if (watch != null) {
        watch.close();
      }
      watch = memory.novelty(channel.id(), budget);
    }
    DetectorId id = DetectorId.novelty(channel.id());
    var before = running == null ? null : running.detector();
    watch.govern(memory.govern(id, before, policy, PERCENT), channel.unit());
    return watch;
  }

  static void drop(@Nullable NoveltyWatch watch, LaneMemory memory) {
    if (watch != null) {
      watch.close();
      memory.retire(watch.detector());
    }
  }
}
