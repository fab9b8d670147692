package io.linewatch.central.console;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.model.format.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A gateway as the centre meets it: what it sends is signed with its key. */
final class PictureGateway implements AutoCloseable {
  static final AssetPath PUMP = AssetPath.of("demo/hall-1/press-line/pump-101");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final GatewayKey key;

  PictureGateway(int port, String gateway) {
    this.port = port;
    this.key = GatewayKey.derive(ConsoleBench.SITE_SECRET, gateway, 1);
  }

  /** A small picture of noise, another for every seed. */
  static byte[] picture(long seed, String format) {
    SplittableRandom random = new SplittableRandom(seed);
    var image =
        new java.awt.image.BufferedImage(48, 32, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 48; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the station says of a part whose full picture is {@code full}. */
  PartVerdict part(String part, Verdict verdict, Instant taken, byte[] full) {
    String digest = Digest.of(full);
    return new PartVerdict(
        key.gateway(),
        PUMP,
        "cap",
        part,
        verdict,
        null,
        "",
        GateAction.REJECT,
        false,
        List.of(),
        183.0,
        100.0,
        90.0,
        "blue-cap",
        "sha256:" + "ab".repeat(32),
        taken,
        taken,
        taken,
        Duration.ZERO,
        Duration.ofSeconds(1),
        null,
        new PictureEvidence(
            "cap",
            part,
            digest,
            null,
            null,
            digest,
            null,
            Base64.getEncoder().encodeToString(picture(1, "jpeg"))));
  }

  HttpResponse<byte[]> tell(PartVerdict verdict) throws Exception {
    byte[] bytes = PictureRecords.PART.encode(verdict);
    return part("parts", bytes, 0, bytes.length);
  }

  List<String> wanted(String... gone) throws Exception {
    byte[] question = PictureRecords.REPORT.encode(new PictureReport(List.of(gone)));
    HttpResponse<byte[]> answer =
        send("/gateway/pictures/wanted", List.of("pictures", "wanted"), question, question, 0);
    return PictureRecords.WISHES.decode(answer.body()).pictures();
  }

  /** Bytes {@code from} to {@code to} of a picture. */
  HttpResponse<byte[]> part(String kind, byte[] whole, int from, int to) throws Exception {
    String hex = Digest.hex(Digest.of(whole));
    byte[] part = Arrays.copyOfRange(whole, from, to);
    return send("/gateway/" + kind + "/" + hex, List.of(kind, hex), whole, part, from);
  }

  HttpResponse<byte[]> send(String address, List<String> path, byte[] whole, byte[] part, long from)
      throws Exception {
    String sha256 = Digest.hex(Digest.of(whole));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
            .header(UploadSignature.GATEWAY_HEADER, key.gateway())
            .header(UploadSignature.KEY_VERSION_HEADER, "1")
            .header(UploadSignature.LENGTH_HEADER, Integer.toString(whole.length))
            .header(UploadSignature.SHA256_HEADER, sha256)
            .header(UploadSignature.OFFSET_HEADER, Long.toString(from))
            .header(
                UploadSignature.MAC_HEADER,
                UploadSignature.sign(
                    key, new UploadSignature.Part(path, whole.length, sha256, from, part)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(part))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
