package io.linewatch.model.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.client.ModelClient;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.fit.Recordings;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.OciReferences;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {
  private static final String NAME = "normal-running";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private OciLayout store;
  private OciLayout cache;
  private String digest;
  private ModelServer server;
  private ModelClient client;

  @BeforeEach
  void serveAFittedModel() throws Exception {
    store = OciLayout.open(folder.resolve("store"));
    cache = OciLayout.open(folder.resolve("cache"));
    Path recording = Recordings.normal(folder, "a.csv", 400, 1);
    digest = store.pack(new ModelFitter(_ -> {}).fit(Recordings.options(recording)).contents());
    server = ModelServer.start(store, "127.0.0.1", 0);
    client = new ModelClient(uri(), cache, TIMEOUT);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private Path blobOf(String file) throws Exception {
    byte[] manifest = Files.readAllBytes(store.blobFile(digest));
    for (OciReferences.Blob blob : OciReferences.of(manifest)) {
      if (blob.file().equals(file)) {
        return store.blobFile(blob.digest());
      }
    }
    throw new AssertionError("no " + file);
  }

  @Test
  void whatIsPulledIsWhatWasPackedAndServesWithTheStoreAway() throws Exception {
    ModelPackage pulled = client.pull(NAME, digest);
    ModelPackage packed = store.load(digest);
    assertThat(pulled.spec()).isEqualTo(packed.spec());
    assertThat(pulled.onnxFile()).hasSameBinaryContentAs(packed.onnxFile());
    assertThat(pulled.onnxFile()).startsWith(folder.resolve("cache"));
    server.close();
    assertThat(client.pull(NAME, digest).digest()).isEqualTo(digest);
  }

  @Test
  void aBlobGoneBadInTheCacheIsFetchedAgain() throws Exception {
    Path onnx = client.pull(NAME, digest).onnxFile();
    byte[] bytes = Files.readAllBytes(onnx);
    bytes[bytes.length / 2] ^= 1;
    Files.write(onnx, bytes);
    assertThat(client.pull(NAME, digest).onnxFile()).hasSameBinaryContentAs(blobOf("model.onnx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "linewatch.json", "golden.json", "report.json", "config"})
  void aFlippedBitInTheStoreIsRefusedByName(String file) throws Exception {
    Path blob = blobOf(file);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);
    assertThatThrownBy(() -> client.pull(NAME, digest))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining(file);
    assertThat(cache.hasBlob(digest)).isFalse();
  }

  @Test
  void aTruncatedAndAnOversizeBlobAreRefused() throws Exception {
    Path blob = blobOf("model.onnx");
    byte[] bytes = Files.readAllBytes(blob);
    Files.write(blob, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> client.pull(NAME, digest)).isInstanceOf(ModelRefused.class);
    assertThatThrownBy(() -> store.load(digest))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("bytes");
    Files.write(blob, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> client.pull(NAME, digest))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("longer");
  }

  @Test
  void aPackageTheStoreDoesNotHaveIsAskedForAgainLater() {
    String other = "sha256:" + "0".repeat(64);
    assertThatThrownBy(() -> client.pull(NAME, other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no manifests");
    assertThatThrownBy(() -> client.pull(NAME, "latest")).isInstanceOf(ModelRefused.class);
  }

  @Test
  void aStoreThatIsAwayOrSilentIsAnIoException() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        ModelClient waiting =
            new ModelClient(
                URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                cache,
                Duration.ofMillis(300))) {
      assertThatThrownBy(() -> waiting.pull(NAME, digest)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void manifestsAndBlobsAreServedAsTheDistributionSpecificationSays() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> manifest = send(http, "GET", "/v2/" + NAME + "/manifests/latest");
      assertThat(manifest.statusCode()).isEqualTo(200);
      assertThat(manifest.headers().firstValue("Content-Type"))
          .hasValue("application/vnd.oci.image.manifest.v1+json");
      assertThat(manifest.headers().firstValue("Docker-Content-Digest")).hasValue(digest);
      assertThat(manifest.headers().firstValue("ETag")).hasValue("\"" + digest + "\"");
      HttpResponse<String> head = send(http, "HEAD", "/v2/" + NAME + "/manifests/" + digest);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("Content-Length"))
          .hasValue(Files.size(store.blobFile(digest)));
      assertThat(send(http, "GET", "/v2/").statusCode()).isEqualTo(200);
      assertThat(send(http, "GET", "/health").body()).contains("up");
      assertThat(send(http, "GET", "/v2/" + NAME + "/blobs/..%2f..%2findex.json").statusCode())
          .isBetween(400, 404);
      assertThat(send(http, "GET", "/v2/other/manifests/" + digest).body())
          .contains("MANIFEST_UNKNOWN");
      assertThat(send(http, "DELETE", "/v2/" + NAME + "/manifests/" + digest).statusCode())
          .isBetween(404, 405);
    }
  }

  private HttpResponse<String> send(HttpClient http, String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void listeningBeyondThisMachineIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> ModelServer.start(store, "0.0.0.0", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reverse proxy");
  }

  @Test
  void theSpecCarriesWhatAPlantSheetNeeds() throws Exception {
    ModelSpec spec = store.load(digest).spec();
    assertThat(spec.inputs()).extracting(ModelSpec.Input::channel).hasSize(3);
    assertThat(spec.defaultPolicy().limits()).isNotEmpty();
    assertThat(store.list()).isEqualTo(List.of(new OciLayout.IndexEntry(NAME, digest)));
  }
}
