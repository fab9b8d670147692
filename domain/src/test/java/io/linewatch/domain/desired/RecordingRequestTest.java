package io.linewatch.domain.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingRequestTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final ChannelId TEMP = ChannelId.of("s/a/l/pump/temp");

  private static RecordingRequest request(String name, List<String> states) {
    return new RecordingRequest(name, List.of(TEMP), states, T0, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "-a", "a.b", "a b", "ä", "a\n"})
  void aNameThatCouldLeadOutOfItsFolderIsRefused(String name) {
    assertThatThrownBy(() -> request(name, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name must be");
  }

  @Test
  void whileAMachineTellsNoStateOnlyARecordingOfAllStatesWantsIt() {
    assertThat(request("r", List.of()).wantsState(null)).isTrue();
    assertThat(request("r", List.of("RUN")).wantsState(null)).isFalse();
    assertThat(request("r", List.of("RUN")).wantsState("RUN")).isTrue();
    assertThat(request("r", List.of("RUN")).wantsState("IDLE")).isFalse();
  }

  @Test
  void channelsAreOneEachInOrderAndAtLeastOne() {
    ChannelId other = ChannelId.of("s/a/l/press/force");

    assertThat(
            new RecordingRequest("r", List.of(TEMP, other, TEMP), List.of(), T0, null).channels())
        .containsExactly(other, TEMP);
    assertThatThrownBy(() -> new RecordingRequest("r", List.of(), List.of(), T0, null))
        .hasMessageContaining("at least one channel");
    assertThatThrownBy(() -> new RecordingRequest("r", List.of(TEMP), List.of(), T0, T0))
        .hasMessageContaining("end after it begins");
  }
}
