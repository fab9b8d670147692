package io.linewatch.system;

import static io.linewatch.system.RunningSystem.LINE;
import static io.linewatch.system.RunningSystem.MODEL;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LimitEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void aModelUnderAnotherDigestIsRefusedTheOldOneStaysAndAnAlertSaysSo() throws Exception {
    RunningSystem plant = RunningSystem.get();
    String wrong = "sha256:" + "0123456789abcdef".repeat(4);
    offerUnderDigest(plant.local().models().store(), plant.goodModel(), wrong);
    refusedAndBack(plant, wrong);
  }

  /** It may come later, so it is no finding; the status says what is missing. */
  @Test
  void aModelTheStoreDoesNotHaveIsAskedForAgainAndTheOldOneStays() throws Exception {
    RunningSystem plant = RunningSystem.get();
    String missing = "sha256:" + "fedcba9876543210".repeat(4);
    plant.applyModel(missing);
    oldStays(plant, missing);
    plant.applyModel(plant.goodModel());
    new LimitEditor(plant.console()).awaitApplied(PATIENCE);
  }

  private static void refusedAndBack(RunningSystem plant, String bad) throws Exception {
    plant.applyModel(bad);
    await("an alert says that the model is refused")
        .atMost(PATIENCE)
        .until(() -> RunningSystem.isActive(refusal(plant)));
    oldStays(plant, bad);

    plant.applyModel(plant.goodModel());
    await("with the good model assigned again the refusal is over")
        .atMost(PATIENCE)
        .until(() -> !RunningSystem.isActive(refusal(plant)));
  }

  private static void oldStays(RunningSystem plant, String bad) {
    await("the old model goes on, with the reason beside it")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode model = plant.gatewayStatus().path("models").path(0);
          assertThat(model.path("wantedDigest").asText()).isEqualTo(bad);
          assertThat(model.path("activeDigest").asText()).isEqualTo(plant.goodModel());
          assertThat(model.path("reason").asText()).isNotBlank();
        });
  }

  /** A store that hands out a good package under a digest that is not its own. */
  private static void offerUnderDigest(Path store, String good, String wrong) throws IOException {
    Files.copy(blob(store, good), blob(store, wrong));
    Path index = store.resolve("index.json");
    ObjectNode root = (ObjectNode) ConsoleClient.parse(Files.readString(index));
    ArrayNode manifests = root.withArray("manifests");
    for (JsonNode entry : List.copyOf(manifests.findParents("digest"))) {
      if (entry.path("digest").asText().equals(good)) {
        manifests.add(((ObjectNode) entry.deepCopy()).put("digest", wrong));
      }
    }
    Files.writeString(index, root.toString());
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
