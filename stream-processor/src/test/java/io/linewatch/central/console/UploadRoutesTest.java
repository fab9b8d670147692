package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the holder of a gateway's key sends for it. */
class UploadRoutesTest {
  private static final byte[] SECRET = new byte[GatewayKey.BYTES];
  private static final GatewayKey KEY = GatewayKey.derive(SECRET, "gw", 1);

  @TempDir private Path folder;
  private Javalin server;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    RecordingInbox inbox = new RecordingInbox(folder, 1_000_000, new SimpleMeterRegistry());
    UploadRoutes routes = new UploadRoutes(inbox, GatewayKeys.derivedFrom(SECRET));
    server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.jetty.host = "127.0.0.1";
          config.jetty.port = 0;
          routes.register(config.routes);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  private static byte[] segment() {
    SegmentStart start = new SegmentStart("r", "gw", "1.0", 1, Instant.EPOCH, List.of(), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SegmentCodec.opening());
    bytes.writeBytes(SegmentCodec.encode(new SegmentFrame.Start(start)));
    return bytes.toByteArray();
  }

  /** As a gateway sends it, but for what the test changes. */
  private HttpResponse<byte[]> send(String file, GatewayKey key, byte[] signed, byte[] sent)
      throws Exception {
    return send(file, "000001.lwseg", key, signed, sent);
  }

  private HttpResponse<byte[]> send(
      String file, String signedFile, GatewayKey key, byte[] signed, byte[] sent) throws Exception {
    byte[] whole = segment();
    String sha256 = Digest.hex(Digest.of(whole));
    var part = new UploadSignature.Part(List.of("r", signedFile), whole.length, sha256, 0, signed);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/gateway/recordings/r/" + file))
            .header(UploadSignature.GATEWAY_HEADER, "gw")
            .header(UploadSignature.KEY_VERSION_HEADER, "1")
            .header(UploadSignature.LENGTH_HEADER, Integer.toString(whole.length))
            .header(UploadSignature.SHA256_HEADER, sha256)
            .header(UploadSignature.OFFSET_HEADER, "0")
            .header(UploadSignature.MAC_HEADER, UploadSignature.sign(key, part))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void whatTheGatewaySignedIsTaken() throws Exception {
    HttpResponse<byte[]> answer = send("000001.lwseg", KEY, segment(), segment());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Upload.State.CODEC.decode(answer.body()))
        .isEqualTo(new Upload.State(segment().length, true));
    assertThat(Files.readAllBytes(folder.resolve("gw/r/000001.lwseg"))).isEqualTo(segment());
  }

  @Test
  void whatAnotherSignedOrWasChangedOnTheWayIsNot() throws Exception {
    byte[] changed = segment();
    changed[7] ^= 1;
    GatewayKey other = GatewayKey.derive(SECRET, "gw-2", 1);

    assertThat(send("000001.lwseg", other, segment(), segment()).statusCode()).isEqualTo(401);
    assertThat(send("000001.lwseg", KEY, segment(), changed).statusCode()).isEqualTo(401);
    assertThat(send("000002.lwseg", KEY, segment(), segment()).statusCode()).isEqualTo(401);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoRequestOfAGatewayIsRefused() throws Exception {
    assertThat(send("card.txt", KEY, segment(), segment()).statusCode()).isEqualTo(401);
    assertThat(send("card.txt", "card.txt", KEY, segment(), segment()).statusCode()).isEqualTo(400);
    HttpRequest bare =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/gateway/recordings/r/card.json"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }
}
