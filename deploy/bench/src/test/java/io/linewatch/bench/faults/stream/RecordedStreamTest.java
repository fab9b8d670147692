package io.linewatch.bench.faults.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.faults.oracle.LimitOracle;
import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedStreamTest {
  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final DesiredState PLANT = BenchPlant.desired();

  @Test
  void theSameSeedDrawsTheSameStreamAndAnotherSeedAnotherOne() {
    RecordedStream stream = RecordedStream.draw(PLANT, 1, LENGTH);

    assertThat(RecordedStream.draw(PLANT, 1, LENGTH)).isEqualTo(stream);
    assertThat(RecordedStream.draw(PLANT, 2, LENGTH)).isNotEqualTo(stream);
  }

  @Test
  void noTwoMessagesAreOfOneTime() {
    List<RecordedStream.Message> messages = RecordedStream.draw(PLANT, 1, LENGTH).messages();

    assertThat(messages.stream().map(RecordedStream.Message::offsetMicros)).doesNotHaveDuplicates();
  }

  @Test
  void everyLimitIsRaisedAndClearedOftenAndAllIsAtRestInTheEnd() {
    RecordedStream stream = RecordedStream.draw(PLANT, 1, LENGTH);
    Map<DetectorId, Integer> raised = new HashMap<>();
    Map<DetectorId, Decision.Kind> last = new HashMap<>();
    for (Transition transition : LimitOracle.walk(stream, BenchPlant.limits(PLANT))) {
      raised.merge(transition.detector(), 1, Integer::sum);
      last.put(transition.detector(), transition.kind());
    }

    assertThat(raised).hasSameSizeAs(BenchPlant.limits(PLANT));
    assertThat(raised.values()).allMatch(count -> count > 8);
    assertThat(last.values()).containsOnly(Decision.Kind.CLEARED);
  }
}
