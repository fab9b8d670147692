package io.linewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.pipeline.Plant;
import io.linewatch.edge.signal.Shedding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConfiguredSheddingTest {
  private static MqttConnection connection(
      String id, @Nullable Shedding usual, @Nullable Map<String, Shedding> bySource) {
    return new MqttConnection(
        id,
        "mqtt://127.0.0.1:1883",
        List.of("*"),
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        usual,
        bySource);
  }

  @Test
  void theSourceThatReadsATopicSaysWhatGivesWay() {
    ConfiguredShedding shedding =
        new ConfiguredShedding(
            List.of(
                connection("fast", Shedding.OLDEST, Map.of("line", Shedding.THIN)),
                connection("slow", null, null)),
            () -> Plant.desired(1));

    assertThat(shedding.of("fast", "factory/l1/pump/temp")).isEqualTo(Shedding.THIN);
    assertThat(shedding.of("fast", "elsewhere")).isEqualTo(Shedding.OLDEST);
    assertThat(shedding.of("slow", "factory/l1/pump/temp")).isEqualTo(Shedding.NEWEST);
    assertThat(shedding.of("unknown", "x")).isEqualTo(Shedding.NEWEST);
    assertThat(new ConfiguredShedding(List.of(), () -> null).of("fast", "x"))
        .isEqualTo(Shedding.NEWEST);
  }
}
