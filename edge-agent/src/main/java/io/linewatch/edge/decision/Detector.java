package io.linewatch.edge.decision;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DecisionWalk;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.RemainingLife;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.outbox.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One detector under its policy: the state that must survive, and what it says. Lane thread. */
public final class Detector {

  /** Who speaks: the same for all findings of one run of one gateway. */
  public interface Speaker {
    String gateway();

    String epoch();

    boolean clockTrusted();
  }

  /**
   * What one input did that must be kept.
   *
   * @param finding null when only the state changed
   */
  public record Outcome(StateChange state, @Nullable ConditionFinding finding) {}

  /**
   * Sensors' clocks may be ten seconds ahead of the gateway's, which may be kept right in steps.
   */
  private static final Duration IMPOSSIBLY_AHEAD = Duration.ofSeconds(30);

  private final DetectorId id;
  private final Speaker speaker;
  private final DecisionWalk walk;
  private String unit;
  private @Nullable ConditionFinding active;
  private String doubt = "";
  private String explanation = "";

  public Detector(
      DetectorId id,
      Speaker speaker,
      AlarmPolicy policy,
      String unit,
      @Nullable SavedDetector saved) {
    this.id = id;
    this.speaker = speaker;
    this.walk = new DecisionWalk(saved == null ? DecisionState.INITIAL : saved.state(), policy);
    this.unit = unit;
    this.active = saved == null ? null : saved.active();
  }

  public DetectorId id() {
    return id;
  }

  public AlarmPolicy policy() {
    return walk.policy();
  }

  public @Nullable ConditionFinding active() {
    return active;
  }

  /** Another policy from the next input on; what was decided stays decided. */
  public void govern(AlarmPolicy newPolicy, String newUnit) {
    walk.govern(newPolicy);
    unit = newUnit;
  }

  /**
   * Whether the input itself can be trusted.
   *
   * @param sentence said with every finding from now on; empty when nothing is in doubt
   */
  public void doubt(String sentence) {
    doubt = sentence;
  }

  /**
   * What the next input means, in plain words.
   *
   * @param sentence said with a finding after the policy's cause; empty for nothing
   */
  public void explain(String sentence) {
    explanation = sentence;
  }

  /**
   * What is left when the detector is taken away: no condition, and the episode number, so that a
   * detector that comes back never repeats a finding's id.
   */
  public StateChange retire() {
    return new StateChange(id, atRest(walk.state()), null);
  }

  /** The state with its condition gone and its numbers kept. */
  public static DecisionState atRest(DecisionState state) {
    return new DecisionState(
        List.of(), null, state.episode(), state.transition(), state.lastTime(), state.lastValue());
  }

  /**
   * The time under which a reading is decided: nearly always its own. What has no time of its own
   * but its arrival is always new, so it is never put behind the last one. And a last time that the
   * gateway's clock, as it is now, has not reached by far was of a wrong clock: the detector
   * forgets it, or it would take nothing until that time comes.
   *
   * @param arrival the gateway's clock
   */
  public Instant place(Instant time, Reading.TimeSource source, Instant arrival) {
    Instant last = walk.lastAtOrAfter(time);
    if (last == null) {
      return time;
    }
    if (last.isAfter(arrival.plus(IMPOSSIBLY_AHEAD))) {
      walk.timeFrom(time);
      return time;
    }
    return source != Reading.TimeSource.SENSOR ? last.plus(1, ChronoUnit.MICROS) : time;
  }

  /**
   * Walks one input; the parameters are those of {@link DecisionInput}.
   *
   * @param evidence asked for only when there is something to tell
   * @return null when nothing happened that must survive a restart
   */
  public @Nullable Outcome decide(
      Instant time,
      double value,
      Quality quality,
      @Nullable String machineState,
      Supplier<Evidence> evidence) {
    Decision decision = walk.decide(time, value, quality, machineState);
    if (decision == null) {
      return null;
    }
    Decision.Change change = decision.change();
    ConditionFinding finding = null;
    if (change != null) {
      DecisionInput input = new DecisionInput(time, value, quality, machineState);
      finding = finding(decision.state(), change, input, evidence.get());
      active = change.kind() == Decision.Kind.CLEARED ? null : finding;
    }
    return new Outcome(new StateChange(id, decision.state(), active), finding);
  }

  private String cause(String said, Evidence evidence) {
    RemainingLife life = evidence.life();
    return Stream.of(said, explanation, life == null ? "" : life.sentence(), doubt)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private ConditionFinding finding(
      DecisionState state, Decision.Change change, DecisionInput input, Evidence evidence) {
    AlarmPolicy policy = walk.policy();
    FindingId findingId =
        new FindingId(
            speaker.gateway(), speaker.epoch(), id.toString(), state.episode(), state.transition());
    return new ConditionFinding(
        findingId,
        id,
        change.kind(),
        change.severity(),
        policy.alarmClass(),
        input.time(),
        change.since(),
        input.value(),
        unit,
        change.limit(),
        input.quality(),
        speaker.clockTrusted(),
        input.machineState(),
        policy.revision(),
        policy.latching(),
        policy.reAlarm(),
        cause(policy.cause(), evidence),
        policy.consequence(),
        policy.operatorAction(),
        evidence);
  }
}
