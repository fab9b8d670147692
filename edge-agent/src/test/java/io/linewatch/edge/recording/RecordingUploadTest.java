package io.linewatch.edge.recording;

import static io.linewatch.edge.recording.Bench.TEMP;
import static io.linewatch.edge.recording.Bench.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.edge.upload.UploadTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingUploadTest {
  private static final GatewayKey KEY = GatewayKey.ofHex("ab".repeat(32), "gw", 1);

  @TempDir private Path stateDir;
  private Bench bench;
  private final Centre centre = new Centre();

  @BeforeEach
  void record() throws IOException {
    bench = new Bench(stateDir);
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, ActiveRecording.FLUSH);
    }
  }

  /** A centre in memory, whose line may be cut after so many bytes of parts. */
  private static final class Centre implements UploadTransport {
    final Map<String, byte[]> files = new TreeMap<>();
    final List<Long> offsets = new ArrayList<>();
    long cutAfter = Long.MAX_VALUE;
    long sent;
    int refuse;

    @Override
    public Reply send(String path, Map<String, String> headers, byte[] part) throws IOException {
      assertThat(isSigned(path, headers, part)).isTrue();
      if (refuse != 0) {
        return new Reply(refuse, "no room".getBytes(StandardCharsets.UTF_8));
      }
      byte[] has = files.getOrDefault(path, new byte[0]);
      int length = Integer.parseInt(headers.get(UploadSignature.LENGTH_HEADER));
      long offset = Long.parseLong(headers.get(UploadSignature.OFFSET_HEADER));
      if (part.length > 0 && offset == has.length) {
        offsets.add(offset);
        int fits = (int) Math.min(part.length, cutAfter - sent);
        ByteArrayOutputStream grown = new ByteArrayOutputStream();
        grown.writeBytes(has);
        grown.write(part, 0, fits);
        sent += fits;
        files.put(path, grown.toByteArray());
        if (fits < part.length) {
          throw new IOException("the line was cut");
        }
      }
      int now = files.getOrDefault(path, new byte[0]).length;
      return new Reply(200, Upload.State.CODEC.encode(new Upload.State(now, now == length)));
    }

    private static boolean isSigned(String path, Map<String, String> headers, byte[] part) {
      return UploadSignature.verify(
          KEY,
          Objects.requireNonNull(headers.get(UploadSignature.MAC_HEADER)),
          new UploadSignature.Part(
              Arrays.asList(path.substring("/gateway/recordings/".length()).split("/")),
              Long.parseLong(headers.get(UploadSignature.LENGTH_HEADER)),
              Objects.requireNonNull(headers.get(UploadSignature.SHA256_HEADER)),
              Long.parseLong(headers.get(UploadSignature.OFFSET_HEADER)),
              part));
    }
  }

  private RecordingUpload upload(UploadTransport transport) {
    return new RecordingUpload(KEY, transport, _ -> {});
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(bench.folder("r").resolve(name));
  }

  private void assertWhole(Centre at) throws IOException {
    assertThat(at.files.get("/gateway/recordings/r/000001.lwseg")).isEqualTo(file("000001.lwseg"));
    assertThat(
            RecordingCard.CODEC.decode(
                Objects.requireNonNull(at.files.get("/gateway/recordings/r/card.json"))))
        .isEqualTo(RecordingCard.CODEC.decode(file(RecordingCard.FILE)));
  }

  @Test
  void whereverTheLineIsCutTheNextTryGoesOnThereAndSendsNoByteTwice() throws Exception {
    long whole = (long) file("000001.lwseg").length + file(RecordingCard.FILE).length;
    for (long cut = 0; cut < whole; cut++) {
      Centre cutOff = new Centre();
      cutOff.cutAfter = cut;
      assertThatThrownBy(() -> upload(cutOff).send(bench.folder("r")))
          .as("cut after %s bytes", cut)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut");
      cutOff.cutAfter = Long.MAX_VALUE;

      upload(cutOff).send(bench.folder("r"));

      assertWhole(cutOff);
      assertThat(cutOff.sent).as("cut after %s bytes", cut).isEqualTo(whole);
    }
  }

  @Test
  void whatIsAtTheCentreIsNotSentAgain() throws Exception {
    upload(centre).send(bench.folder("r"));
    int parts = centre.offsets.size();

    upload(centre).send(bench.folder("r"));

    assertThat(centre.offsets).hasSize(parts);
  }

  @Test
  void aCentreThatRefusesIsTold() {
    centre.refuse = 413;
    assertThatThrownBy(() -> upload(centre).send(bench.folder("r")))
        .isInstanceOf(PartedUpload.Refused.class)
        .hasMessageContaining("no room");
    centre.refuse = 503;
    assertThatThrownBy(() -> upload(centre).send(bench.folder("r")))
        .isInstanceOf(IOException.class);
    UploadTransport stranger =
        (path, headers, part) ->
            new UploadTransport.Reply(200, "<html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> upload(stranger).send(bench.folder("r")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer of a centre");
  }

  @Test
  void withoutTlsOnlyThisMachineIsReached() {
    assertThatThrownBy(() -> PartedUpload.requireSafe(URI.create("http://centre.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://");
    assertThatThrownBy(() -> PartedUpload.requireSafe(URI.create("ftp://127.0.0.1")))
        .isInstanceOf(IllegalArgumentException.class);
    PartedUpload.requireSafe(URI.create("https://centre.example"));
    PartedUpload.requireSafe(URI.create("http://127.0.0.1:8080"));
  }

  @Test
  void theExporterSendsWhatIsNewAndSaysWhatDoesNotGetThrough() throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (RecordingExporter exporter =
        new RecordingExporter(bench.settings(), upload(centre), metrics)) {
      centre.cutAfter = 10;
      exporter.look();
      assertThat(exporter.problem()).contains("recording r is not at the centre yet");
      centre.cutAfter = Long.MAX_VALUE;
      exporter.look();
      assertThat(exporter.problem()).isEmpty();
      exporter.look();

      assertWhole(centre);
      assertThat(metrics.counter("linewatch.edge.recording.exported").count()).isEqualTo(1);
      assertThat(metrics.counter("linewatch.edge.recording.export.failures").count()).isEqualTo(1);
    }
  }
}
