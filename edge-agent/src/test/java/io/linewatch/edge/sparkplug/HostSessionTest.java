package io.linewatch.edge.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.tahu.message.model.MetricDataType.Int32;
import static org.eclipse.tahu.message.model.MetricDataType.Int64;

import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;

/**
 * The statements of the specification for a host application on births, order and rebirth, one by
 * one; docs/connect.md.
 */
class HostSessionTest extends HostedNode {
  @Test
  void birthsTellEveryMetricWithItsValueOfNow() {
    nodeBirth(0, 3);
    deviceBirth(1);

    assertThat(heard.values())
        .containsExactly(
            NODE + " Speed=900.0 GOOD", DEVICE + " Force=1.5 GOOD", DEVICE + " State=RUN GOOD");
    assertThat(heard.rejections).isEmpty();
    assertThat(session.nodes()).isEqualTo(1);
    assertThat(session.metrics()).isEqualTo(4);
  }

  @Test
  void aBirthSaysWhatHoldsNowHoweverOldTheMetricsTimeIs() {
    send(
        "NBIRTH",
        "",
        message(0)
            .named("bdSeq", Int64, 0L, now)
            .born("Speed", 1, Int32, 900, now.minusSeconds(7_200)));

    Sample speed = heard.samples.getFirst().samples().get(1);
    assertThat(speed.time()).isEqualTo(now);
  }

  @Test
  void aDataMessageMayCarryTheAliasAlone() {
    born();
    now = now.plusSeconds(1);

    force(2, 2.5);

    assertThat(heard.values()).containsExactly(DEVICE + " Force=2.5 GOOD");
    Sample sample = heard.samples.getFirst().samples().getFirst();
    assertThat(sample.time()).isEqualTo(now);
    assertThat(sample.timeSource()).isEqualTo(TimeSource.SENSOR);
  }

  @Test
  void theSequenceWrapsFrom255To0() {
    nodeBirth(254, 3);
    deviceBirth(255);
    heard.clear();

    force(0, 7);

    assertThat(heard.values()).containsExactly(DEVICE + " Force=7.0 GOOD");
  }

  @Test
  void whatComesTooEarlyWaitsForWhatIsMissingAndKeepsItsOrder() {
    born();

    force(3, 3);
    force(4, 4);
    assertThat(heard.values()).isEmpty();
    assertThat(session.waiting()).isEqualTo(2);
    now = now.plusSeconds(1);
    force(2, 2);

    assertThat(heard.values())
        .containsExactly(
            DEVICE + " Force=2.0 GOOD", DEVICE + " Force=3.0 GOOD", DEVICE + " Force=4.0 GOOD");
    now = now.plusSeconds(60);
    session.tick(now);
    assertThat(heard.rebirths).as("the gap was filled").isEmpty();
    assertThat(heard.rejections).isEmpty();
  }

  @Test
  void aGapThatStaysEndsInARebirthRequestAndStaleValues() {
    born();
    force(3, 3);
    now = now.plus(REORDER).minusMillis(1);
    session.tick(now);
    assertThat(heard.rebirths).isEmpty();

    now = now.plusMillis(1);
    session.tick(now);

    assertThat(heard.rebirths).containsExactly("plant/press");
    assertThat(heard.reasons()).containsExactly(RejectionReason.SEQUENCE_GAP);
    assertThat(heard.values())
        .as("what was dropped is not decided; what was known is stale")
        .containsExactly(NODE + " Speed=900.0 BAD", DEVICE + " Force=1.5 BAD");
    assertThat(session.stale()).containsOnlyKeys(NODE, DEVICE);
  }

  @Test
  void nothingIsAppliedBetweenAGapAndTheRebirth() {
    born();
    force(3, 3);
    now = now.plus(REORDER);
    session.tick(now);
    heard.clear();

    force(4, 9);

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.BIRTH_UNSEEN);

    nodeBirth(0, 3);
    deviceBirth(1);
    assertThat(heard.values()).contains(DEVICE + " Force=1.5 GOOD");
    assertThat(session.stale()).isEmpty();
  }

  @Test
  void aRebirthIsAskedForAgainEverMoreSeldomUntilItComes() {
    send("NDATA", "", message(5).named("Speed", Int32, 1, now));
    assertThat(heard.rebirths).hasSize(1);

    for (int second = 0; second < 3_600; second++) {
      now = now.plusSeconds(1);
      session.tick(now);
    }

    // 10, 20, 40, 80, 160 and then every 300 seconds.
    assertThat(heard.rebirths).hasSizeBetween(14, 17);
    nodeBirth(0, 1);
    heard.clear();
    now = now.plusSeconds(3_600);
    session.tick(now);
    assertThat(heard.rebirths).isEmpty();
  }

  @Test
  void dataOfANodeWhoseBirthWasNeverSeenChangesNothing() {
    send("DDATA", "301", message(9).named("Force", MetricDataType.Double, 5.0, now));

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.BIRTH_UNSEEN);
    assertThat(heard.rebirths).containsExactly("plant/press");
  }

  @Test
  void aDeviceMustBeBornAfterItsNodeWas() {
    born();
    nodeBirth(0, 4);
    heard.clear();

    force(1, 5);

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.BIRTH_UNSEEN);
    assertThat(heard.rebirths).containsExactly("plant/press");
  }

  @Test
  void anAliasThatWasNeverBornIsRefusedAndTheOthersAreApplied() {
    born();

    send(
        "DDATA",
        "301",
        message(2)
            .alias(99, MetricDataType.Double, 5.0, now)
            .alias(10, MetricDataType.Double, 6.0, now));

    assertThat(heard.values()).containsExactly(DEVICE + " Force=6.0 GOOD");
    assertThat(heard.reasons()).containsExactly(RejectionReason.UNKNOWN_METRIC);
    assertThat(heard.rebirths).containsExactly("plant/press");
  }
}
