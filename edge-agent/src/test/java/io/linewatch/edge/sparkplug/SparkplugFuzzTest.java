package io.linewatch.edge.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.tahu.message.model.MetricDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What nodes may send: samples of finite values, or rejections with short reasons; never more. */
class SparkplugFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final byte[] BIRTH =
      TahuPayload.at(NOW)
          .seq(0)
          .named("bdSeq", MetricDataType.Int64, 0L, NOW)
          .born("Speed", 1, MetricDataType.Int32, 900, NOW)
          .born("Force", 2, MetricDataType.Double, 1.5, NOW)
          .born("State", 3, MetricDataType.String, "RUN", NOW)
          .bytes();
  private static final byte[] DATA =
      TahuPayload.at(NOW)
          .seq(1)
          .alias(1, MetricDataType.Int32, 901, NOW)
          .alias(2, MetricDataType.Double, 2.5, NOW)
          .bytes();

  @Test
  void everyBirthAndDataMessageIsSamplesOrRejections() {
    Fuzz.run(
        FuzzTarget.of(
                "sparkplug",
                List.of(BIRTH, DATA),
                new ByteMutator(),
                input -> {
                  Heard heard = new Heard();
                  HostSession session = new HostSession("spb", Duration.ofSeconds(1), heard);
                  session.take("spBv1.0/g/NBIRTH/n", input, false, NOW);
                  session.take("spBv1.0/g/NBIRTH/n", BIRTH, false, NOW);
                  session.take("spBv1.0/g/NDATA/n", input, false, NOW);
                  session.take("spBv1.0/g/NDEATH/n", input, false, NOW);
                  session.tick(NOW.plusSeconds(2));
                  return judged(heard);
                })
            .rounds(2_000));
  }

  @Test
  void everyTopicIsTakenOrRefused() {
    Fuzz.run(
        FuzzTarget.of(
                "sparkplug-topic",
                List.of(
                    "spBv1.0/g/NBIRTH/n".getBytes(UTF_8), "spBv1.0/g/DDATA/n/d".getBytes(UTF_8)),
                new ByteMutator(),
                input -> {
                  Heard heard = new Heard();
                  HostSession session = new HostSession("spb", Duration.ofSeconds(1), heard);
                  session.take(new String(input, UTF_8), BIRTH, false, NOW);
                  return judged(heard);
                })
            .rounds(1_000));
  }

  private static @Nullable String judged(Heard heard) {
    for (DeviceSamples device : heard.samples) {
      for (DeviceSamples.Sample sample : device.samples()) {
        assertThat(sample.text() != null || Double.isFinite(sample.value())).isTrue();
      }
    }
    for (Rejection rejection : heard.rejections) {
      assertThat(rejection.detail()).isNotBlank().hasSizeLessThan(600);
      assertThat(rejection.sample()).hasSizeLessThan(250);
    }
    return heard.rejections.isEmpty() ? null : heard.rejections.getFirst().detail();
  }
}
