package io.linewatch.edge.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.tahu.message.model.MetricDataType.Int32;
import static org.eclipse.tahu.message.model.MetricDataType.Int64;

import io.linewatch.edge.signal.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.tahu.message.model.DataSet.DataSetBuilder;
import org.eclipse.tahu.message.model.DataSetDataType;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;

/** What nodes may do wrong: refused with its reason, and nothing else stops. */
class RefusedMessagesTest extends HostedNode {
  @Test
  void aTypeThatIsNoNumberAndNoTextIsRefusedWithItsName() throws Exception {
    var set =
        new DataSetBuilder(1).addColumnName("a").addType(DataSetDataType.Int32).createDataSet();
    send(
        "NBIRTH",
        "",
        message(0)
            .named("bdSeq", Int64, 0L, now)
            .named("Recipe", MetricDataType.DataSet, set, now)
            .born("Speed", 1, Int32, 900, now));

    assertThat(heard.reasons()).containsExactly(RejectionReason.UNSUPPORTED_TYPE);
    assertThat(heard.rejections.getFirst().detail()).contains("'Recipe'").contains("DATA_SET");
    assertThat(heard.values()).containsExactly(NODE + " Speed=900.0 GOOD");
  }

  @Test
  void aMetricTakesTheTimeOfItsMessageAndIsRefusedWithNeither() {
    born();
    send("DDATA", "301", message(2).timeless(10, MetricDataType.Double, 4.0));
    send("DDATA", "301", TahuPayload.withoutTime().seq(3).timeless(10, MetricDataType.Double, 5.0));

    assertThat(heard.values()).containsExactly(DEVICE + " Force=4.0 GOOD");
    assertThat(heard.reasons()).containsExactly(RejectionReason.MISSING_TIME);
  }

  @Test
  void aTimeFarAheadIsRefusedAndOneALittleAheadIsReplacedAndUncertain() {
    born();
    Instant little = now.plusSeconds(60);
    send("DDATA", "301", message(2).alias(10, MetricDataType.Double, 4.0, little));
    send(
        "DDATA",
        "301",
        message(3).alias(10, MetricDataType.Double, 5.0, now.plus(Duration.ofDays(2))));

    assertThat(heard.values()).containsExactly(DEVICE + " Force=4.0 UNCERTAIN");
    assertThat(heard.samples.getFirst().samples().getFirst().time()).isEqualTo(now);
    assertThat(heard.reasons()).containsExactly(RejectionReason.ABSURD_TIME);
  }

  @Test
  void aValueOfAnotherTypeThanItWasBornWithIsRefused() {
    born();

    send("DDATA", "301", message(2).alias(10, MetricDataType.String, "much", now));

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.WRONG_TYPE);
  }

  @Test
  void aMessageWithoutSequenceNumberChangesNothing() {
    born();

    send("DDATA", "301", TahuPayload.at(now).alias(10, MetricDataType.Double, 5.0, now));

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.MISSING_SEQUENCE);
    assertThat(heard.rebirths).containsExactly("plant/press");
  }

  @Test
  void aRepeatedSequenceNumberIsRefusedAndTheNextGoesOn() {
    born();
    force(2, 5);
    force(2, 6);
    force(3, 7);
    now = now.plusSeconds(60);
    session.tick(now);

    assertThat(heard.values())
        .containsExactly(DEVICE + " Force=5.0 GOOD", DEVICE + " Force=7.0 GOOD");
    assertThat(heard.reasons()).containsExactly(RejectionReason.OUT_OF_ORDER);
    assertThat(heard.rebirths).isEmpty();
  }

  @Test
  void garbageAndRetainedMessagesAreRefusedAndStopNothing() {
    born();
    session.take("spBv1.0/plant/DDATA/press/301", new byte[] {18, 127, 1}, false, now);
    session.take("spBv1.0/plant/NBIRTH/press", message(0).bytes(), true, now);
    session.take("spBv1.0/plant/NWHAT/press", new byte[0], false, now);
    force(2, 5);

    assertThat(heard.reasons())
        .containsExactly(
            RejectionReason.MALFORMED_PROTOBUF,
            RejectionReason.RETAINED,
            RejectionReason.UNKNOWN_TOPIC);
    assertThat(heard.values()).containsExactly(DEVICE + " Force=5.0 GOOD");
  }

  @Test
  void commandsAndTheStateOfHostsArePassedOver() {
    session.take("spBv1.0/STATE/other", HostMessages.state(true, 1), true, now);
    session.take(
        "spBv1.0/plant/NCMD/press", HostMessages.rebirthRequest(now.toEpochMilli()), false, now);

    assertThat(heard.rejections).isEmpty();
    assertThat(session.nodes()).isZero();
  }

  @Test
  void moreNodesThanThereIsRoomForAreRefused() {
    for (int i = 0; i <= HostSession.MAX_NODES; i++) {
      session.take(
          "spBv1.0/plant/NBIRTH/node-" + i,
          message(0).named("bdSeq", Int64, 0L, now).bytes(),
          false,
          now);
    }

    assertThat(session.nodes()).isEqualTo(HostSession.MAX_NODES);
    assertThat(heard.reasons()).containsExactly(RejectionReason.TOO_MANY);
  }
}
