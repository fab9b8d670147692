package io.linewatch.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastReadingTest {
  private static final ChannelId TEMP = new ChannelId(Plant.PUMP, "temp");
  private static final long SPAN = LastReading.SPAN_MICROS;

  private final LastReading last = new LastReading();

  private void take(double value, long arrivalMicros) {
    last.take(value, Quality.GOOD, arrivalMicros, arrivalMicros);
  }

  private PointReading told() {
    List<PointReading> told = new ArrayList<>();
    last.tell(TEMP, told);
    return told.getFirst();
  }

  @Test
  void beforeTheFirstReadingNothingIsTold() {
    List<PointReading> told = new ArrayList<>();
    last.tell(TEMP, told);
    assertThat(told).isEmpty();
  }

  @Test
  void howFarItMovedIsRememberedForHalfToAWholeMinute() {
    take(20, 0);
    take(35, SPAN / 2);
    take(21, SPAN + 1);
    assertThat(told().high()).isEqualTo(35);
    assertThat(told().low()).isEqualTo(20);
    take(22, 2 * SPAN + 2);
    assertThat(told().high()).isEqualTo(22);
    assertThat(told().low()).isEqualTo(21);
    assertThat(told().value()).isEqualTo(22);
  }

  @Test
  void afterAPauseOrWithAClockThatWentBackItBeginsAnew() {
    take(20, 10 * SPAN);
    take(30, 12 * SPAN);
    assertThat(told().low()).isEqualTo(30);
    take(40, SPAN);
    assertThat(told().low()).isEqualTo(40);
  }
}
