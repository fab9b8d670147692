package io.linewatch.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.GatewayStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayBoardTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final FeedLog feed = new FeedLog(10);
  private final GatewayBoard board = new GatewayBoard(feed);

  @Test
  void aGatewayWhoseClockWasAheadIsSeenAsItIsNowAndNotAsItWasThen() {
    GatewayStatus ahead = status("gw-1", NOON.plus(Duration.ofDays(3)), 7);
    GatewayStatus right = status("gw-1", NOON, 8);
    board.report(ahead);
    board.report(right);

    assertThat(board.status("gw-1")).contains(right);
  }

  @Test
  void whatHistoryRemembersNeverReplacesWhatTheTopicTold() {
    GatewayStatus told = status("gw-1", NOON, 8);
    board.report(told);
    board.remember(status("gw-1", NOON.plus(Duration.ofDays(3)), 7));
    board.remember(status("gw-2", NOON, 1));

    assertThat(board.status("gw-1")).contains(told);
    assertThat(board.status("gw-2")).isPresent();
  }

  @Test
  void gatewaysBeyondTheBoundAreCounted() {
    for (int i = 0; i < GatewayBoard.MAX_GATEWAYS; i++) {
      board.report(status("gw-" + i, NOON, 1));
    }
    board.report(status("one-too-many", NOON, 1));
    board.remember(status("and-another", NOON, 1));
    board.report(status("gw-5", NOON, 2));

    assertThat(board.all()).hasSize(GatewayBoard.MAX_GATEWAYS);
    assertThat(board.droppedCount()).isEqualTo(2);
    assertThat(board.status("gw-5").orElseThrow().appliedRevision()).isEqualTo(2);
  }

  private static GatewayStatus status(String gateway, Instant time, long revision) {
    return new GatewayStatus(
        gateway, "e1", time, "test", revision, 0, List.of(), List.of(), Map.of());
  }
}
