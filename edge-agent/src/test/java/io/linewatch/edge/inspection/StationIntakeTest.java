package io.linewatch.edge.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.intake.InboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes over the stations' connection, and when it is acknowledged. */
@Timeout(60)
class StationIntakeTest {
  @TempDir Path stateDir;
  private final AtomicInteger acknowledged = new AtomicInteger();

  private static StationConfig station() {
    return new StationConfig(
        "cap",
        Shop.CAPPER,
        "camera/cap",
        "camera/cap/part",
        null,
        null,
        Duration.ofMinutes(1),
        null,
        null,
        RecipeSource.CHANNEL,
        null,
        List.of(Shop.recipe("lid")),
        null,
        null,
        null,
        null,
        true,
        null,
        null);
  }

  private InboundMessage message(String topic, byte[] payload, Map<String, String> properties) {
    return new InboundMessage(
        "cameras", topic, payload, properties, Shop.T0, acknowledged::incrementAndGet);
  }

  @Test
  void picturesPartsAndChangeoversTakeTheirWay() throws Exception {
    try (Shop shop = Shop.open(stateDir, station())) {
      StationIntake intake =
          new StationIntake("gw", Shop.config(station()), shop.inspection, shop.metrics);
      assertThat(intake.topics())
          .containsExactly("camera/cap", "camera/cap/part", "linewatch/gw/inspection/cap/recipe");

      intake.onMessage(
          message("linewatch/gw/inspection/cap/recipe", "lid\n".getBytes(UTF_8), Map.of()));
      intake.onMessage(message("camera/cap/part", "P-1".getBytes(UTF_8), Map.of()));
      assertThat(acknowledged).hasValue(2);
      shop.block();
      intake.onMessage(message("camera/cap", Shop.good(1), Map.of("part", "P-1")));
      assertThat(acknowledged).hasValue(2);
      shop.unblock();
      await().until(() -> shop.safe.size() == 1);

      await().until(() -> acknowledged.get() == 3);
      assertThat(shop.safe).extracting(PartVerdict::verdict).containsExactly(Verdict.OK);
    }
  }

  @Test
  void whatSaysNothingIsCountedAndAcknowledged() throws Exception {
    try (Shop shop = Shop.open(stateDir, station())) {
      StationIntake intake =
          new StationIntake("gw", Shop.config(station()), shop.inspection, shop.metrics);
      intake.onMessage(message("camera/cap/part", new byte[0], Map.of()));
      intake.onMessage(message("camera/other", new byte[0], Map.of()));

      assertThat(acknowledged).hasValue(2);
      assertThat(shop.count("linewatch.inspection.messages.rejected")).isEqualTo(1);
    }
  }
}
