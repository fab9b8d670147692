package io.linewatch.system;

import static io.linewatch.system.RunningSystem.LINE;
import static io.linewatch.system.RunningSystem.MODEL;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.standalone.server.ConsoleClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A model that is not what its digest says is refused, the old one stays, and people are told. */
class BadModelIT {
  private static final String REFUSED = LINE + "/gw-1/gateway:MODEL_REFUSED";

  @Test
  void aCorruptModelIsRefusedTheOldOneStaysAndAnAlertSaysSo() throws Exception {
    RunningSystem plant = RunningSystem.get();
    String corrupt = plant.fit(MODEL, 2);
    assertThat(corrupt).isNotEqualTo(plant.goodModel());
    damageLargestLayer(plant.local().models().store(), corrupt);
    refusedAndBack(plant, corrupt);
  }

  @Test
  void aModelTheStoreDoesNotHaveIsRefusedTheOldOneStaysAndAnAlertSaysSo() throws Exception {
    RunningSystem plant = RunningSystem.get();
    refusedAndBack(plant, "sha256:" + "0123456789abcdef".repeat(4));
  }

  private static void refusedAndBack(RunningSystem plant, String bad) throws Exception {
    plant.applyModel(bad);
    await("an alert says that the model is refused")
        .atMost(PATIENCE)
        .until(() -> RunningSystem.isActive(refusal(plant)));
    await("the old model goes on, with the reason beside it")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode model = plant.gatewayStatus().path("models").path(0);
          assertThat(model.path("wantedDigest").asText()).isEqualTo(bad);
          assertThat(model.path("activeDigest").asText()).isEqualTo(plant.goodModel());
          assertThat(model.path("reason").asText()).isNotBlank();
        });

    plant.applyModel(plant.goodModel());
    await("with the good model assigned again the refusal is over")
        .atMost(PATIENCE)
        .until(() -> !RunningSystem.isActive(refusal(plant)));
  }

  private static @Nullable JsonNode refusal(RunningSystem plant)
      throws IOException, InterruptedException {
    for (JsonNode alert : plant.console().get("/api/feed").path("alerts")) {
      if (alert.path("source").asText().startsWith(REFUSED)) {
        return alert;
      }
    }
    return null;
  }

  /** Turns one bit of the model itself, as a failing disk would. */
  private static void damageLargestLayer(Path store, String digest) throws IOException {
    JsonNode manifest = ConsoleClient.parse(Files.readString(blob(store, digest)));
    JsonNode largest = manifest.path("layers").path(0);
    for (JsonNode layer : manifest.path("layers")) {
      if (layer.path("size").asLong() > largest.path("size").asLong()) {
        largest = layer;
      }
    }
    Path file = blob(store, largest.path("digest").asText());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static Path blob(Path store, String digest) {
    return store.resolve("blobs").resolve(digest.replace(':', '/'));
  }
}
