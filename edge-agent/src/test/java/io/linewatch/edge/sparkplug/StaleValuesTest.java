package io.linewatch.edge.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.tahu.message.model.MetricDataType.Int32;

import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import java.util.Date;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;

/** The statements on deaths, lost connections, and values that are not of now; docs/connect.md. */
class StaleValuesTest extends HostedNode {
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
}
