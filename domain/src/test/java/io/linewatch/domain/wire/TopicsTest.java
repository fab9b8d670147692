package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.wire.Topic.Cleanup;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void everyTopicHasItsOwnNameAndARetention() {
    assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates().hasSize(8);
    assertThat(Topics.all())
        .allSatisfy(topic -> {
          assertThat(topic.name()).startsWith("linewatch.");
          assertThat(topic.retention()).isPositive();
        });
  }

  @Test
  void onlyTheDesiredStateIsCompacted() {
    assertThat(Topics.all())
        .filteredOn(topic -> topic.cleanup() == Cleanup.COMPACT)
        .extracting(Topic::name)
        .containsExactly("linewatch.desired");
  }

  @Test
  void deadLettersKeepTheirBytes() {
    byte[] bytes = {0, -1, 7};

    assertThat(Topics.DEAD_LETTER.codec().decode(Topics.DEAD_LETTER.codec().encode(bytes)))
        .isEqualTo(bytes);
  }

  @Test
  void localFeedTopicsAreWhatTheArchitectureStates() {
    assertThat(MqttTopics.findings("gw-1")).isEqualTo("linewatch/gw-1/findings");
    assertThat(MqttTopics.condition("gw-1", WireSamples.VIBRATION))
        .isEqualTo("linewatch/gw-1/conditions/demo/hall-1/line-1/pump-101/limit:vibration_rms");
    assertThat(MqttTopics.condition("gw-1", WireSamples.MODEL))
        .isEqualTo("linewatch/gw-1/conditions/demo/hall-1/line-1/pump-101/model:normal-running");
    assertThatThrownBy(() -> MqttTopics.findings("gw/+"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
