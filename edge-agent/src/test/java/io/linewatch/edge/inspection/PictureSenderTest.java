package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.PictureWishes;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.InspectionConfig.SendPictures;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.edge.upload.UploadTransport;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stations store and tell gets to the centre, and nothing else does. */
class PictureSenderTest {
  private static final GatewayKey KEY = GatewayKey.derive(new byte[GatewayKey.BYTES], "gw", 1);

  @TempDir private Path state;
  private final Centre centre = new Centre();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** Takes what is signed, as the centre does. */
  private static final class Centre implements UploadTransport {
    final Map<String, byte[]> files = new HashMap<>();
    final List<String> wishes = new ArrayList<>();
    final List<String> gone = new ArrayList<>();
    boolean away;
    int refuseParts;

    @Override
    public Reply send(String path, Map<String, String> headers, byte[] part) throws IOException {
      if (away) {
        throw new IOException("nobody is there");
      }
      List<String> signed = Arrays.asList(path.substring("/gateway/".length()).split("/"));
      long length = number(headers, UploadSignature.LENGTH_HEADER);
      long offset = number(headers, UploadSignature.OFFSET_HEADER);
      assertThat(
              UploadSignature.verify(
                  KEY,
                  Objects.requireNonNull(headers.get(UploadSignature.MAC_HEADER)),
                  new UploadSignature.Part(
                      signed,
                      length,
                      Objects.requireNonNull(headers.get(UploadSignature.SHA256_HEADER)),
                      offset,
                      part)))
          .isTrue();
      if (path.endsWith("/wanted")) {
        PictureReport report = PictureRecords.REPORT.decode(part);
        gone.addAll(report.gone());
        return new Reply(200, PictureRecords.WISHES.encode(new PictureWishes(wishes)));
      }
      if (refuseParts > 0 && path.startsWith("/gateway/parts/")) {
        return new Reply(refuseParts, "not this gateway's asset".getBytes(StandardCharsets.UTF_8));
      }
      byte[] before = files.getOrDefault(path, new byte[0]);
      if (part.length > 0 && offset == before.length) {
        byte[] now = Arrays.copyOf(before, before.length + part.length);
        System.arraycopy(part, 0, now, before.length, part.length);
        files.put(path, now);
        before = now;
      }
      return new Reply(
          200, Upload.State.CODEC.encode(new Upload.State(before.length, before.length == length)));
    }

    private static long number(Map<String, String> headers, String name) {
      return Long.parseLong(Objects.requireNonNull(headers.get(name)));
    }

    List<PartVerdict> parts() {
      return files.entrySet().stream()
          .filter(file -> file.getKey().startsWith("/gateway/parts/"))
          .map(file -> PictureRecords.PART.decode(file.getValue()))
          .toList();
    }

    byte @Nullable [] picture(String digest) {
      return files.get("/gateway/pictures/" + Digest.hex(digest));
    }
  }

  private Shop shop() throws Exception {
    StationConfig station = Shop.station();
    Shop shop =
        new Shop(
            state,
            new InspectionConfig(
                "cameras",
                null,
                1,
                null,
                null,
                null,
                new InspectionConfig.Centre("https://centre.example", null),
                List.of(station)),
            List.of());
    shop.inspection.start();
    return shop;
  }

  private PictureSender sender(SendPictures which) throws IOException {
    Path folder = state.resolve("inspection");
    InspectionConfig config =
        new InspectionConfig(
            "cameras",
            null,
            1,
            null,
            null,
            null,
            new InspectionConfig.Centre("https://centre.example", which),
            List.of(Shop.station()));
    return new PictureSender(
        new PartedUpload(KEY, centre),
        folder.resolve("evidence"),
        Objects.requireNonNull(PartsForCentre.of(config, folder, metrics, () -> Shop.T0)),
        which,
        metrics);
  }

  private void judged(Shop shop, int parts) {
    await().until(() -> shop.acknowledged.size() == parts && waiting().size() == parts - 1);
  }

  private List<Path> waiting() throws IOException {
    try (var files = Files.list(state.resolve("inspection/parts"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /** One good part and two bad ones. */
  private void show(Shop shop) throws Exception {
    shop.show("P-1", Shop.good(1));
    shop.show("P-2", Shop.bad(2));
    shop.show("P-3", Shop.bad(3));
    judged(shop, 3);
  }

  @Test
  void everyBadPartIsToldOnceWithItsThumbnailAndNoGoodOne() throws Exception {
    try (Shop shop = shop();
        PictureSender sender = sender(SendPictures.ON_REQUEST)) {
      show(shop);

      assertThat(sender.look()).isEmpty();

      assertThat(centre.parts())
          .extracting(PartVerdict::part)
          .containsExactlyInAnyOrder("P-2", "P-3");
      assertThat(centre.parts()).extracting(PartVerdict::verdict).containsOnly(Verdict.NG);
      assertThat(centre.parts())
          .allMatch(part -> Objects.requireNonNull(part.evidence()).thumbnail() != null);
      assertThat(waiting()).isEmpty();
      assertThat(centre.files.keySet()).noneMatch(path -> path.startsWith("/gateway/pictures"));
      assertThat(shop.safe).allMatch(part -> thumbnailOf(part) == null);
    }
  }

  private static @Nullable String thumbnailOf(PartVerdict part) {
    PictureEvidence evidence = part.evidence();
    return evidence == null ? null : evidence.thumbnail();
  }

  @Test
  void whatIsAskedForIsSentAndWhatIsNotKeptIsSaidSo() throws Exception {
    try (Shop shop = shop();
        PictureSender sender = sender(SendPictures.ON_REQUEST)) {
      show(shop);
      String kept = Digest.of(Shop.bad(2));
      String lost = Digest.of(new byte[] {1});
      centre.wishes.addAll(List.of(lost, kept));

      sender.look();
      centre.wishes.clear();
      sender.look();

      assertThat(centre.picture(kept)).isEqualTo(Shop.bad(2));
      assertThat(centre.gone).containsExactly(lost);
    }
  }

  @Test
  void byPolicyRejectsAreSentWithoutBeingAskedFor() throws Exception {
    try (Shop shop = shop();
        PictureSender sender = sender(SendPictures.REJECTS)) {
      show(shop);

      sender.look();

      assertThat(centre.picture(Digest.of(Shop.bad(2)))).isEqualTo(Shop.bad(2));
      assertThat(centre.picture(Digest.of(Shop.bad(3)))).isEqualTo(Shop.bad(3));
      assertThat(centre.picture(Digest.of(Shop.good(1)))).isNull();
    }
  }

  @Test
  void whileTheCentreIsAwayPartsWaitAndWhatItRefusesIsLeftOutAndCounted() throws Exception {
    try (Shop shop = shop();
        PictureSender sender = sender(SendPictures.ON_REQUEST)) {
      show(shop);
      centre.away = true;
      assertThatThrownBy(sender::look).isInstanceOf(IOException.class);
      assertThat(waiting()).hasSize(2);

      centre.away = false;
      centre.refuseParts = 503;
      assertThatThrownBy(sender::look).isInstanceOf(IOException.class);
      assertThat(waiting()).hasSize(2);

      centre.refuseParts = 422;
      assertThat(sender.look()).contains("not this gateway's asset");
      assertThat(waiting()).isEmpty();
      assertThat(metrics.get("linewatch.inspection.centre.failed").counter().count()).isEqualTo(2);
    }
  }
}
