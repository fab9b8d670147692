package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.window.EpochMicros;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShedLogTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ShedLog log = new ShedLog(metrics);

  private static DecodedMessage message(AssetPath asset, Instant time) {
    Reading reading =
        new Reading(new ChannelId(asset, "t"), time, Reading.TimeSource.SENSOR, 1, Quality.GOOD);
    return new DecodedMessage(asset, time, null, List.of(reading, reading));
  }

  @Test
  void whatWasShedOfAnAssetIsOneGapForEachCause() {
    log.shed(message(Plant.PUMP, Plant.T0.plusSeconds(5)), ShedLog.Cause.OLDEST);
    log.shed(message(Plant.PUMP, Plant.T0), ShedLog.Cause.OLDEST);
    log.shed(message(Plant.PUMP, Plant.T0), ShedLog.Cause.PROTECTED);

    List<Missing> gaps = log.take();

    assertThat(gaps).hasSize(2);
    assertThat(gaps.getFirst())
        .isEqualTo(
            new Missing(
                "s/a/l1/pump/readings:oldest",
                Plant.PUMP,
                "The gateway could not keep up at QoS 0; the oldest gave way (shed: oldest).",
                EpochMicros.of(Plant.T0),
                EpochMicros.of(Plant.T0.plusSeconds(5)),
                4));
    assertThat(log.take()).as("told once").isEmpty();
    assertThat(log.messages()).isEqualTo(3);
    assertThat(log.counts())
        .containsEntry("shed-readings-oldest", 4L)
        .containsEntry("shed-readings-protected", 2L)
        .containsEntry("shed-readings-thin", 0L);
  }

  @Test
  void ofMoreAssetsThanAreToldTheReadingsAreCounted() {
    for (int i = 0; i < ShedLog.MAX_GAPS + 3; i++) {
      log.shed(message(AssetPath.of("s/a/l/m" + i), Plant.T0), ShedLog.Cause.NEWEST);
    }
    assertThat(log.take()).hasSize(ShedLog.MAX_GAPS);
    assertThat(metrics.get("linewatch.edge.readings.shed.untold").counter().count()).isEqualTo(6);
  }
}
