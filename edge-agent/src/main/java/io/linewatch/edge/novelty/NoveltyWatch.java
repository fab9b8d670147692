package io.linewatch.edge.novelty;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.window.EpochMicros;
import io.linewatch.edge.window.MinuteSeries;
import io.linewatch.model.stream.NoveltyState;
import io.linewatch.model.stream.SteppedNovelty;
import io.linewatch.model.stream.SteppedNovelty.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel under {@link SteppedNovelty}: what it has learned, its detector, and its scores as a
 * series. What it has learned is saved every hour and at the end of a run; what a restart leaves
 * unjudged is stated as a gap. Lane thread.
 */
public final class NoveltyWatch {
  static final String RESTARTED =
      "The agent was stopped; what the channel did meanwhile is neither judged nor learned.";
  static final String LEARNS_ANEW =
      "What was learned of the channel is lost; it is learned anew, and nothing new is told until"
          + " then.";
  private static final long SAVED_EVERY_MICROS = Duration.ofHours(1).toNanos() / 1_000;

  /** What a watch needs of its surroundings. */
  public record Surroundings(
      NoveltyFolder folder, NoveltyMeters meters, Consumer<Missing> missing) {}

  private final ChannelId channel;
  private final DetectorId id;
  private final Duration budget;
  private final MinuteSeries scores;
  private final Surroundings around;
  private final SteppedNovelty novelty;
  private final long aliveMicros;
  private final boolean restored;
  private String unit;
  private @Nullable Detector detector;
  private boolean heard;
  private boolean changed;
  private long savedMicros = Long.MIN_VALUE;
  private long heldBack;
  private long late;
  private long forgotten;

  /**
   * @param scores takes the percentages
   * @param aliveUntil the last sign of life of a run before that watched this channel; null when
   *     none did
   */
  public NoveltyWatch(
      ChannelId channel,
      Duration budget,
      MinuteSeries scores,
      @Nullable Instant aliveUntil,
      Surroundings around) {
    this.channel = channel;
    this.id = DetectorId.novelty(channel);
    this.budget = budget;
    this.scores = scores;
    this.around = around;
    this.unit = "";
    byte[] state = around.folder.load(channel);
    SteppedNovelty known = state == null ? null : NoveltyState.read(state, budget);
    this.restored = known != null;
    this.novelty = known == null ? new SteppedNovelty(budget) : known;
    this.aliveMicros = aliveUntil == null ? Long.MIN_VALUE : EpochMicros.of(aliveUntil);
    this.forgotten = novelty.forgotten();
  }

  public @Nullable Detector detector() {
    return detector;
  }

  public Duration budget() {
    return budget;
  }

  /** Its policy may be another one from now on. */
  public void govern(@Nullable Detector governed, String channelUnit) {
    detector = governed;
    unit = channelUnit;
  }

  /** Takes a reading; what must survive goes to {@code out}. */
  public void take(
      double value,
      Quality quality,
      long timeMicros,
      @Nullable String machineState,
      Instant arrival,
      Consumer<Detector.Outcome> out) {
    if (quality == Quality.BAD || !Double.isFinite(value)) {
      return;
    }
    if (!heard) {
      heard = true;
      stateGap(timeMicros);
    }
    changed = true;
    long arrivalMicros = EpochMicros.of(arrival);
    Verdict verdict = novelty.accept(timeMicros, value, arrivalMicros);
    if (verdict != null) {
      decide(verdict, quality, machineState, arrival, out);
    }
  }

  private void decide(
      Verdict verdict,
      Quality quality,
      @Nullable String machineState,
      Instant arrival,
      Consumer<Detector.Outcome> out) {
    Detector decides = detector;
    if (decides == null) {
      return;
    }
    decides.explain(sentence(verdict));
    Instant time = Instant.EPOCH.plus(verdict.timeMicros(), ChronoUnit.MICROS);
    Instant placed = decides.place(time, Reading.TimeSource.SENSOR, arrival);
    Detector.Outcome outcome =
        decides.decide(placed, verdict.percent(), quality, machineState, () -> Evidence.NONE);
    if (outcome != null) {
      out.accept(outcome);
    }
    scores.add(
        verdict.timeMicros(),
        verdict.percent(),
        quality,
        machineState,
        decides.policy().revision(),
        EpochMicros.of(arrival));
  }

  /** In plain words, beside the number. */
  private String sentence(Verdict verdict) {
    String mean = String.format(Locale.ROOT, "%.4g %s", verdict.mean(), unit);
    return "The mean of "
        + DurationWords.of(novelty.step())
        + " was "
        + mean
        + (verdict.unseen()
            ? ", a level this channel has not had since it is watched."
            : ", a known level, but not after those that came before it.");
  }

  private void stateGap(long timeMicros) {
    if (restored) {
      long from = novelty.judgedUntil(timeMicros);
      if (from < timeMicros) {
        around.missing.accept(missing(RESTARTED, from, timeMicros));
      }
    } else if (aliveMicros != Long.MIN_VALUE) {
      long learned = timeMicros + novelty.learningTime().toNanos() / 1_000;
      around.missing.accept(missing(LEARNS_ANEW, Math.min(aliveMicros, timeMicros), learned));
    }
  }

  private Missing missing(String reason, long fromMicros, long toMicros) {
    return new Missing(id.toString(), channel.asset(), reason, fromMicros, toMicros, -1);
  }

  private void count() {
    around.meters.heldBack.increment((double) (novelty.heldBack() - heldBack));
    around.meters.late.increment((double) (novelty.late() - late));
    around.meters.forgotten.increment((double) (novelty.forgotten() - forgotten));
    heldBack = novelty.heldBack();
    late = novelty.late();
    forgotten = novelty.forgotten();
  }

  /** Closes what will not grow, and saves what was learned when it is time to. */
  public void idle(long nowMicros) {
    scores.closeWhenSilent(nowMicros);
    count();
    if (savedMicros == Long.MIN_VALUE) {
      // Thousands of channels do not all save at the same moment.
      savedMicros = nowMicros - Math.floorMod(id.hashCode(), SAVED_EVERY_MICROS);
    }
    if (changed && nowMicros - savedMicros >= SAVED_EVERY_MICROS) {
      savedMicros = nowMicros;
      save();
    }
  }

  /** The run ends. */
  public void end() {
    scores.closeAll();
    count();
    if (changed) {
      save();
    }
  }

  /** The channel is watched no more: what was learned is not kept for later. */
  public void close() {
    scores.closeAll();
    try {
      around.folder.forget(channel);
    } catch (IOException kept) {
      // A file that stays is of use only if the channel is watched again under the same budget.
      around.meters.unsaved.increment();
    }
  }

  private void save() {
    try {
      around.folder.save(channel, NoveltyState.of(novelty));
      changed = false;
    } catch (IOException refused) {
      // Tried again in an hour; if the run ends before, the gap is stated from the last save on.
      around.meters.unsaved.increment();
    }
  }
}
