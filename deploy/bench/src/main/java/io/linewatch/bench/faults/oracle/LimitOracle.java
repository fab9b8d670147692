package io.linewatch.bench.faults.oracle;

import io.linewatch.bench.faults.stream.RecordedStream;
import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What hard limits must decide about a stream, with neither processes nor faults: so that a defect
 * that shows in the run with faults and in the run without is not taken for right.
 */
public final class LimitOracle {
  private LimitOracle() {}

  /** All transitions in order of time. */
  public static List<Transition> walk(
      RecordedStream stream, Map<DetectorId, AlarmPolicy> policies) {
    Map<DetectorId, DecisionState> states = new HashMap<>();
    List<Transition> transitions = new ArrayList<>();
    for (RecordedStream.Message message : stream.messages()) {
      DetectorId detector = DetectorId.limit(message.channel());
      AlarmPolicy policy = policies.get(detector);
      if (policy == null) {
        continue;
      }
      Instant time = Instant.EPOCH.plus(message.offsetMicros(), ChronoUnit.MICROS);
      Decision decision =
          AlarmDecision.decide(
              states.getOrDefault(detector, DecisionState.INITIAL),
              new DecisionInput(time, message.number(), Quality.GOOD, null),
              policy);
      states.put(detector, decision.state());
      Decision.Change change = decision.change();
      if (change != null) {
        transitions.add(
            new Transition(
                detector,
                change.kind(),
                change.severity(),
                message.number(),
                change.limit(),
                ChronoUnit.MICROS.between(Instant.EPOCH, change.since()),
                message.offsetMicros()));
      }
    }
    return List.copyOf(transitions);
  }
}
