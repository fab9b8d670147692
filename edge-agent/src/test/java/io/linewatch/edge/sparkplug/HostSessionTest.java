package io.linewatch.edge.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.tahu.message.model.MetricDataType.Int32;
import static org.eclipse.tahu.message.model.MetricDataType.Int64;

import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.eclipse.tahu.message.model.DataSet.DataSetBuilder;
import org.eclipse.tahu.message.model.DataSetDataType;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements of the specification for a host application, one by one; docs/connect.md. */
class HostSessionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration REORDER = Duration.ofSeconds(2);
  private static final String NODE = "spBv1.0/plant/press";
  private static final String DEVICE = "spBv1.0/plant/press/301";

  private final Heard heard = new Heard();
  private final HostSession session = new HostSession("spb", REORDER, heard);
  private Instant now = NOW;

  private void send(String verb, String device, TahuPayload payload) {
    String topic = "spBv1.0/plant/" + verb + "/press" + (device.isEmpty() ? "" : "/" + device);
    session.take(topic, payload.bytes(), false, now);
  }

  private TahuPayload message(long seq) {
    return TahuPayload.at(now).seq(seq);
  }

  private void nodeBirth(long seq, long bdSeq) {
    send(
        "NBIRTH",
        "",
        message(seq).named("bdSeq", Int64, bdSeq, now).born("Speed", 1, Int32, 900, now));
  }

  private void deviceBirth(long seq) {
    send(
        "DBIRTH",
        "301",
        message(seq)
            .born("Force", 10, MetricDataType.Double, 1.5, now)
            .born("State", 11, MetricDataType.String, "RUN", now));
  }

  private void force(long seq, double value) {
    send("DDATA", "301", message(seq).alias(10, MetricDataType.Double, value, now));
  }

  private void nodeDeath(long bdSeq) {
    send("NDEATH", "", TahuPayload.withoutTime().named("bdSeq", Int64, bdSeq, now));
  }

  private void born() {
    nodeBirth(0, 3);
    deviceBirth(1);
    heard.clear();
  }

  @BeforeEach
  void clockStartsAnew() {
    now = NOW;
  }

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

  @Test
  void aDeathWithTheBirthsNumberMakesEverythingOfTheNodeStale() {
    born();
    now = now.plusSeconds(5);

    nodeDeath(3);

    assertThat(heard.values())
        .containsExactly(NODE + " Speed=900.0 BAD", DEVICE + " Force=1.5 BAD");
    assertThat(heard.samples.getFirst().samples().getFirst().time()).isEqualTo(now);
    assertThat(session.stale()).containsOnlyKeys(NODE, DEVICE);
    assertThat(heard.rebirths).as("the dead are not asked").isEmpty();
  }

  @Test
  void aDeathOfAnEarlierLifeIsCountedAndChangesNothing() {
    born();

    nodeDeath(2);

    assertThat(heard.values()).isEmpty();
    assertThat(heard.reasons()).containsExactly(RejectionReason.OLD_DEATH);
    force(2, 8);
    assertThat(heard.values()).containsExactly(DEVICE + " Force=8.0 GOOD");
  }

  @Test
  void aDeviceThatDiesIsStaleAndItsNodeIsNot() {
    born();

    send("DDEATH", "301", message(2));

    assertThat(heard.values()).containsExactly(DEVICE + " Force=1.5 BAD");
    assertThat(session.stale()).containsOnlyKeys(DEVICE);
    send("NDATA", "", message(3).alias(1, Int32, 950, now));
    assertThat(heard.values()).contains(NODE + " Speed=950.0 GOOD");
    deviceBirth(4);
    assertThat(session.stale()).isEmpty();
  }

  @Test
  void whenTheConnectionIsLostAllIsStaleAndEveryNodeIsAskedAfterIt() {
    born();

    session.disconnected(now);
    assertThat(heard.values())
        .containsExactly(NODE + " Speed=900.0 BAD", DEVICE + " Force=1.5 BAD");
    now = now.plusSeconds(1);
    session.tick(now);

    assertThat(heard.rebirths).containsExactly("plant/press");
  }

  @Test
  void whatWasStoredWhileTheNodeWasAwayIsMarkedHistorical() {
    born();
    send(
        "DDATA",
        "301",
        message(2)
            .add(
                new MetricBuilder(10L, MetricDataType.Double, 4.5)
                    .timestamp(Date.from(now.minusSeconds(600)))
                    .isHistorical(true)));

    Sample sample = heard.samples.getFirst().samples().getFirst();
    assertThat(sample.historical()).isTrue();
    assertThat(sample.time()).isEqualTo(now.minusSeconds(600));
    heard.clear();
    nodeDeath(3);
    assertThat(heard.values()).as("the live value stays").contains(DEVICE + " Force=1.5 BAD");
  }

  @Test
  void aMetricWithoutValueIsTheLastValueAsBad() {
    born();

    send(
        "DDATA",
        "301",
        message(2)
            .add(new MetricBuilder(10L, MetricDataType.Double, null).timestamp(Date.from(now))));

    assertThat(heard.values()).containsExactly(DEVICE + " Force=1.5 BAD");
  }

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
